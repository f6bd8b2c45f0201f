import type { MessageId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { History, Rule } from "../history.ts";
import { firstFew, framesReceived, socketsOf } from "./received.ts";

/** R1: a message that was acknowledged to its author is in the final log, at the same seq and with the same bytes. */
export const noAckedMessageLost: Rule = (history) => {
  const found: string[] = [];
  const texts = textsWritten(history);
  const stored = new Map(
    history.rooms.flatMap(({ room, messages }) =>
      messages.map((message) => [`${room} ${message.seq}`, message]),
    ),
  );
  for (const { who, room, author, id, seq } of acknowledgements(history)) {
    const message = stored.get(`${room} ${seq}`);
    if (message === undefined || message.id !== id || message.author !== author) {
      found.push(
        `R1: ${who} received ${id} as ${seq} of ${room}, and the log has ${message?.id ?? "nothing"}`,
      );
      continue;
    }
    const written = texts.get(`${author} ${id}`);
    const untouched = message.version === 1 && message.deletedAt === undefined;
    if (untouched && written !== undefined && !written.has(message.text))
      found.push(`R1: ${id} of ${room} has another text than any that ${who} wrote`);
  }
  return firstFew(found);
};

interface Acknowledgement {
  who: string;
  room: string;
  author: string;
  id: MessageId;
  seq: Seq;
}

/** By the message's own event, or by `ok` to the send. */
function acknowledgements(history: History): Acknowledgement[] {
  const byEvent = history.clients.flatMap((client) =>
    framesReceived(client, "events").flatMap(({ room, frame }) =>
      frame.events.flatMap((event) =>
        event.type === "message.sent" && event.by === client.user
          ? [{ who: client.name, room, author: client.user, id: event.message.id, seq: event.seq }]
          : [],
      ),
    ),
  );
  const byAnswer = socketsOf(history).flatMap(({ client, room, entries }) => {
    const asked = new Map<number, MessageId>();
    const acks: Acknowledgement[] = [];
    for (const entry of entries) {
      if (entry.type === "sent" && entry.frame.type === "send") asked.set(entry.frame.ref, entry.frame.id);
      if (entry.type !== "received" || entry.frame.type !== "ok" || entry.frame.seq === undefined) continue;
      const id = asked.get(entry.frame.ref);
      if (id !== undefined)
        acks.push({ who: client.name, room, author: client.user, id, seq: entry.frame.seq });
    }
    return acks;
  });
  return [...byEvent, ...byAnswer];
}

/** Every body that was sent with an id. Rule R4 checks which of them is correct. */
function textsWritten(history: History): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>();
  for (const client of history.clients)
    for (const entry of client.entries) {
      if (entry.type !== "sent" || entry.frame.type !== "send") continue;
      const key = `${client.user} ${entry.frame.id}`;
      texts.set(key, (texts.get(key) ?? new Set()).add(entry.frame.text));
    }
  return texts;
}
