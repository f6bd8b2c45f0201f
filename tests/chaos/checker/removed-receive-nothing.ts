import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { History, Rule, Step } from "../history.ts";
import { eventsReceived, firstFew, socketsOf } from "./received.ts";
import { knownLogs } from "./known-log.ts";

/** R17: a removed person receives no event after their removal until somebody sends a new invitation. */
export const removedReceiveNothing: Rule = (history) => {
  const invited = invitations(history);
  const spans = [...knownLogs(history)].flatMap(([room, log]) =>
    [...log.values()].flatMap((event) =>
      event.type === "member.removed" || event.type === "member.left"
        ? [{ room, user: event.user, from: event.seq, until: backAt(log, event.user, event.seq) }]
        : [],
    ),
  );
  const found: string[] = [];
  for (const { client, room, step, event } of eventsReceived(history))
    for (const span of spans) {
      if (span.room !== room || span.user !== client.user) continue;
      const between = event.seq > span.from && event.seq < span.until;
      if (between && step < invited(room, client.user, span.until))
        found.push(`R17: ${client.name} was removed at ${span.from} of ${room} and received ${event.seq}`);
    }
  return firstFew(found);
};

/** The seq at which they were a member again. */
function backAt(log: Map<Seq, { type: string; seq: Seq }>, user: UserId, after: Seq): Seq {
  const back = [...log.values()].filter(
    (event) => event.seq > after && event.type === "member.added" && "user" in event && event.user === user,
  );
  return Math.min(Infinity, ...back.map(({ seq }) => seq));
}

/** Returns the first step at which anyone sent `invite` for the person who joined by event `seq`. */
function invitations(history: History): (room: RoomId, user: UserId, seq: Seq) => Step {
  const sent = socketsOf(history).flatMap(({ room, entries }) =>
    entries.flatMap((entry) =>
      entry.type === "sent" && entry.frame.type === "invite"
        ? [{ room, user: entry.frame.user, step: entry.step }]
        : [],
    ),
  );
  const seenBack = new Map<string, Step>();
  for (const { room, step, event } of eventsReceived(history)) {
    if (event.type !== "member.added") continue;
    const key = `${room} ${event.seq}`;
    seenBack.set(key, Math.min(seenBack.get(key) ?? Infinity, step));
  }
  return (room, user, seq) => {
    const seen = seenBack.get(`${room} ${seq}`) ?? Infinity;
    const before = sent.filter((one) => one.room === room && one.user === user && one.step < seen);
    // Repeats of one invitation are equal. The last one before the effect was seen is the latest possible cause.
    return Math.max(-Infinity, ...before.map(({ step }) => step));
  };
}
