import type { Seq } from "../../../shared/protocol/seq.ts";
import type { History, Rule } from "../history.ts";
import { eventsReceived, firstFew, socketsOf } from "./received.ts";

/** R4: one (author, id) is one message with its first body. The same body gets the same seq; another body is refused. */
export const idempotentSend: Rule = (history) => {
  const places = new Map<string, { seq: Seq; text: string | null }>();
  const found: string[] = [];

  function place(room: string, author: string, id: string, seq: Seq, text: string | null): void {
    const key = `${room} ${author} ${id}`;
    const before = places.get(key);
    if (before === undefined) places.set(key, { seq, text });
    else if (before.seq !== seq) found.push(`R4: ${key} is both ${before.seq} and ${seq}`);
    else if (before.text === null) before.text = text;
    else if (text !== null && before.text !== text) found.push(`R4: ${key} was overwritten`);
  }

  for (const { room, event } of eventsReceived(history)) {
    if (event.type !== "message.sent") continue;
    // For an edited or deleted message, a catch-up does not contain the first body.
    place(room, event.by, event.message.id, event.seq, firstBody(event.message));
  }
  for (const { room, messages } of history.rooms)
    for (const message of messages) place(room, message.author, message.id, message.seq, firstBody(message));

  return firstFew([...found, ...wrongAnswers(history, places, deletedIn(history))]);
};

function firstBody({
  text,
  version,
  deletedAt,
}: {
  text: string;
  version: number;
  deletedAt?: number;
}): string | null {
  return version === 1 && deletedAt === undefined && text !== "" ? text : null;
}

/** A deleted message has no body to compare, so any body with its id is accepted. */
function deletedIn(history: History): Set<string> {
  return new Set(
    history.rooms.flatMap(({ room, messages }) =>
      messages.flatMap(({ author, id, deletedAt }) =>
        deletedAt === undefined ? [] : [`${room} ${author} ${id}`],
      ),
    ),
  );
}

function wrongAnswers(
  history: History,
  places: Map<string, { seq: Seq; text: string | null }>,
  deleted: ReadonlySet<string>,
): string[] {
  return socketsOf(history).flatMap(({ client, room, entries }) => {
    const bodies = new Map<number, { key: string; text: string }>();
    const found: string[] = [];
    for (const entry of entries) {
      if (entry.type === "sent" && entry.frame.type === "send")
        bodies.set(entry.frame.ref, {
          key: `${room} ${client.user} ${entry.frame.id}`,
          text: entry.frame.text,
        });
      if (entry.type !== "received" || (entry.frame.type !== "ok" && entry.frame.type !== "error")) continue;
      const sent = entry.frame.ref === undefined ? undefined : bodies.get(entry.frame.ref);
      const stored = sent === undefined ? undefined : places.get(sent.key);
      if (sent === undefined || stored === undefined) continue;
      const same = stored.text === null ? null : stored.text === sent.text;
      if (entry.frame.type === "ok" && entry.frame.seq !== stored.seq)
        found.push(
          `R4: ${client.name} received seq ${entry.frame.seq} for ${sent.key}, which is ${stored.seq}`,
        );
      if (entry.frame.type === "ok" && same === false && !deleted.has(sent.key))
        found.push(`R4: another body for ${sent.key} was accepted`);
      if (entry.frame.type === "error" && entry.frame.code === "conflict" && same === true)
        found.push(`R4: the same body for ${sent.key} was refused`);
    }
    return found;
  });
}
