import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Rule } from "../history.ts";
import { firstFew, socketsOf } from "./received.ts";
import type { SocketHistory } from "./received.ts";

/**
 * R5, R6: on each socket, `welcome` is followed by exactly the events after `since`, or after the snapshot's head; then by the
 * next ones, without gaps or duplicates. (After another hello, the check starts again at its `since`.)
 */
export const honestResume: Rule = (history) => firstFew(socketsOf(history).flatMap(brokenRuns));

function brokenRuns({ client, room, entries }: SocketHistory): string[] {
  const found: string[] = [];
  /** Hellos are answered in order. */
  const asked: { since: Seq | null; epoch: string | null }[] = [];
  let last: Seq | null = null;
  const where = `on a socket of ${client.name} in ${room}`;

  for (const entry of entries) {
    if (entry.type === "sent" && entry.frame.type === "hello") asked.push(entry.frame);
    if (entry.type !== "received") continue;
    const { frame } = entry;
    // A hello above the rate limit is refused without a ref, and so is invalid JSON. Only the first kind answers a hello.
    if (frame.type === "error" && frame.ref === undefined && frame.code === "rate_limited") asked.shift();
    if (frame.type === "welcome") {
      const question = asked.shift();
      if (question === undefined) found.push(`R5: a welcome that nobody asked for ${where}`);
      else if (frame.reset === null && (question.since === null || question.epoch !== frame.epoch))
        found.push(`R5: no reset for ${JSON.stringify(question)} ${where}, whose epoch is ${frame.epoch}`);
      last = frame.reset === null ? (question?.since ?? null) : frame.head;
      if (last !== null && last > frame.head)
        found.push(`R5: since ${last} was accepted ${where}, whose head is ${frame.head}`);
    }
    if (frame.type !== "events") continue;
    for (const { seq } of frame.events) {
      if (last === null) found.push(`R6: ${seq} before any welcome ${where}`);
      else if (seq !== last + 1) found.push(`R6: ${seq} after ${last} ${where}`);
      last = seq;
    }
  }
  return found;
}
