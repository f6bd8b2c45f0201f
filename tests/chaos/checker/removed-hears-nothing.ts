import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { History, Rule, Step } from "../history.ts";
import { eventsHeard, firstFew, socketsOf } from "./heard.ts";
import { knownLogs } from "./known-log.ts";

/** R17: no event after someone's removal reaches them until somebody sets out to invite them again. */
export const removedHearsNothing: Rule = (history) => {
  const invited = invitations(history);
  const spans = [...knownLogs(history)].flatMap(([room, log]) =>
    [...log.values()].flatMap((event) =>
      event.type === "member.removed" || event.type === "member.left"
        ? [{ room, user: event.user, from: event.seq, until: backAt(log, event.user, event.seq) }]
        : [],
    ),
  );
  const found: string[] = [];
  for (const { client, room, step, event } of eventsHeard(history))
    for (const span of spans) {
      if (span.room !== room || span.user !== client.user) continue;
      const between = event.seq > span.from && event.seq < span.until;
      if (between && step < invited(room, client.user, span.until))
        found.push(`R17: ${client.name} was removed at ${span.from} of ${room} and heard ${event.seq}`);
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

/** The first step at which anyone said `invite` for a person whose coming back is event `seq`. */
function invitations(history: History): (room: RoomId, user: UserId, seq: Seq) => Step {
  const said = socketsOf(history).flatMap(({ room, entries }) =>
    entries.flatMap((entry) =>
      entry.type === "said" && entry.frame.type === "invite"
        ? [{ room, user: entry.frame.user, step: entry.step }]
        : [],
    ),
  );
  const seenBack = new Map<string, Step>();
  for (const { room, step, event } of eventsHeard(history)) {
    if (event.type !== "member.added") continue;
    const key = `${room} ${event.seq}`;
    seenBack.set(key, Math.min(seenBack.get(key) ?? Infinity, step));
  }
  return (room, user, seq) => {
    const seen = seenBack.get(`${room} ${seq}`) ?? Infinity;
    const before = said.filter((one) => one.room === room && one.user === user && one.step < seen);
    // Resends of one invitation are the same; the last before it was seen to work is the latest it can have been.
    return Math.max(-Infinity, ...before.map(({ step }) => step));
  };
}
