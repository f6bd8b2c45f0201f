import type { Rule, Violation } from "../history.ts";
import { eventsReceived, firstFew } from "./received.ts";

/** R12: every turn ends exactly once, equally for everyone, and no turn stays running or queued. */
export const turnsEndOnce: Rule = (history) => {
  const found: Violation[] = [];
  const ends = new Map<string, { seq: number; state: string }>();
  for (const { client, room, event } of eventsReceived(history)) {
    if (event.type !== "turn.ended") continue;
    const key = `${room} ${event.turn}`;
    const before = ends.get(key);
    if (before !== undefined && (before.seq !== event.seq || before.state !== event.state)) {
      found.push(
        `R12: ${client.name} saw ${event.turn} end as ${event.state} at ${event.seq}, after ${before.state} at ${before.seq}`,
      );
    }
    ends.set(key, { seq: event.seq, state: event.state });
  }
  for (const { room, messages, fresh } of history.rooms) {
    for (const { seq, answer } of messages) {
      if (answer === undefined) continue;
      if (answer.state === "running") found.push(`R12: answer ${seq} of ${room} is running for ever`);
      const seen = ends.get(`${room} ${answer.turn}`);
      if (seen !== undefined && seen.state !== answer.state)
        found.push(`R12: answer ${seq} of ${room} is ${answer.state}, and was shown as ${seen.state}`);
    }
    for (const { turn } of fresh.queue) found.push(`R12: ${turn} of ${room} waits for ever`);
  }
  return firstFew(found);
};
