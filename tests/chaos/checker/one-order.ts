import type { Rule } from "../history.ts";
import { eventsReceived, firstFew, identityOf } from "./received.ts";
import { knownLogs } from "./known-log.ts";

/** R3: one log per room, 1 to head without gaps. No two clients received different events at the same seq. */
export const oneOrder: Rule = (history) => {
  const found: string[] = [];
  const identities = new Map<string, string>();
  for (const { client, room, event } of eventsReceived(history)) {
    const place = `${room} ${event.seq}`;
    const identity = identityOf(event);
    const other = identities.get(place);
    if (other === undefined) identities.set(place, identity);
    else if (other !== identity)
      found.push(`R3: ${event.seq} of ${room} is "${identity}" to ${client.name} and "${other}" to another`);
  }
  const logs = knownLogs(history);
  for (const { room, head, messages, notices } of history.rooms) {
    const listed = new Set([...messages, ...notices].map(({ seq }) => seq));
    if (listed.size !== messages.length + notices.length) found.push(`R3: a seq of ${room} is listed twice`);
    for (let seq = 1; seq <= head; seq++)
      if (!listed.has(seq) && logs.get(room)?.has(seq) !== true)
        found.push(`R3: nobody knows what ${seq} of ${room} is (head ${head})`);
  }
  return firstFew(found);
};
