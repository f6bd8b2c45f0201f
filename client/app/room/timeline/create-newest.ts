import { createMemo, untrack, type Accessor } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/**
 * The read cursor of a person who has seen the end of the list. A message counts by its own seq; an answer counts by the seq of its end.
 * So the cursor is the room's head at the time of the last message or end of an answer.
 */
export function createNewest(room: RoomContextValue): Accessor<Seq> {
  const changes = createMemo(() => {
    const messages = room.messages();
    const ended = messages.filter(({ answer }) => answer && answer.state !== "running").length;
    // What is written in branches that are not shown has no message here.
    const isForked = messages.some(({ branch, forks }) => branch !== undefined || forks !== undefined);
    return `${messages.at(-1)?.seq ?? 0}/${ended}/${isForked ? room.view().head : ""}`;
  });
  return createMemo(() => {
    changes();
    return untrack(() => room.view().head);
  });
}
