import type { MessageId } from "../../../shared/ids.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";

/** OUTBOX-3 and R1 for a device: messages that it wrote and did not discard are in the log, in the order of writing. */
export const orderOfWriting: Rule = (history) => {
  const logs = new Map(
    history.rooms.map(({ room, messages }) => [
      room,
      new Map(messages.map(({ author, id, seq }) => [`${author} ${id}`, seq])),
    ]),
  );
  const found: string[] = [];
  for (const client of history.clients) {
    const discarded = new Set<MessageId>();
    for (const entry of client.entries) if (entry.type === "discarded") discarded.add(entry.id);
    const last = new Map<string, number>();
    for (const entry of client.entries) {
      if (entry.type !== "wrote" || discarded.has(entry.id)) continue;
      const seq = logs.get(entry.room)?.get(`${client.user} ${entry.id}`);
      const before = last.get(entry.room) ?? 0;
      if (seq === undefined)
        found.push(`R1: ${client.name} wrote ${entry.id}, and ${entry.room} never got it`);
      else if (seq < before)
        found.push(`OUTBOX-3: ${client.name} wrote ${seq} of ${entry.room} after ${before}`);
      last.set(entry.room, Math.max(before, seq ?? 0));
    }
  }
  return firstFew(found);
};
