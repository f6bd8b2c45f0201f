import { MAX_WAITED } from "../../../shared/limits.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";
import { knownLogs } from "./known-log.ts";

/** R31: times come from the server, ascend with seq and are within the run, whatever clocks the clients have. */
export const serverTimeOnly: Rule = (history) => {
  const found: string[] = [];
  for (const { room, messages, notices } of history.rooms) {
    const known = [...(knownLogs(history).get(room)?.values() ?? [])];
    const times = [...messages, ...notices, ...known].sort((a, b) => a.seq - b.seq);
    let before = history.began;
    for (const { seq, at } of times) {
      if (at < before) found.push(`R31: ${seq} of ${room} is earlier than what came before it`);
      if (at > history.ended) found.push(`R31: ${seq} of ${room} is from the future`);
      before = Math.max(before, at);
    }
    for (const { seq, waited } of messages)
      if (waited !== undefined && !(waited >= 0 && waited <= MAX_WAITED))
        found.push(`R31: ${seq} of ${room} waited ${waited}`);
  }
  return firstFew(found);
};
