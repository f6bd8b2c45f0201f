import type { Cursor } from "../../../shared/protocol/frames.ts";
import type { Rule } from "../history.ts";
import { firstFew, socketsOf } from "./received.ts";

/** R9: no client sees a person's cursor move back, or beyond the last event that the client knows. */
export const cursorsOnlyMoveForward: Rule = (history) => {
  const found: string[] = [];
  const seen = new Map<string, Cursor>();
  for (const { client, room, entries } of socketsOf(history)) {
    let head = 0;
    for (const entry of entries) {
      if (entry.type !== "received") continue;
      const { frame } = entry;
      if (frame.type === "events") head = Math.max(head, ...frame.events.map(({ seq }) => seq));
      if (frame.type === "welcome") head = Math.max(head, frame.head);
      if (frame.type !== "welcome" && frame.type !== "cursors") continue;
      for (const cursor of frame.cursors) {
        const key = `${client.name} ${room} ${cursor.user}`;
        const before = seen.get(key);
        if (cursor.read > head || cursor.delivered > head)
          found.push(
            `R9: ${client.name} was shown ${JSON.stringify(cursor)} of ${room}, whose head is ${head}`,
          );
        if (before !== undefined && (cursor.read < before.read || cursor.delivered < before.delivered))
          found.push(
            `R9: ${JSON.stringify(cursor)} after ${JSON.stringify(before)} for ${client.name} in ${room}`,
          );
        if (cursor.read > cursor.delivered)
          found.push(`R9: ${JSON.stringify(cursor)} was read and not delivered`);
        seen.set(key, cursor);
      }
    }
  }
  return firstFew(found);
};
