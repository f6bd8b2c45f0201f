import { createMemo, untrack, type Accessor } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/**
 * How far someone has read who has seen the end of the list. A message counts by its own number, but an answer when it has
 * ended, whose number is that of its end: so it is the room's head, as it was when something of either kind came last.
 */
export function createNewest(room: RoomContextValue): Accessor<Seq> {
  const changes = createMemo(() => {
    const messages = room.messages();
    const ended = messages.filter(({ answer }) => answer && answer.state !== "running").length;
    return `${messages.at(-1)?.seq ?? 0}/${ended}`;
  });
  return createMemo(() => {
    changes();
    return untrack(() => room.view().head);
  });
}
