import type { ScheduledContext } from "../../../parts/scheduled/scheduled-context.ts";
import type { ScheduledMessage } from "../../../sdk/scheduled/types.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** The messages that are sent later: in a thread its own, and in a room all, so that none that was refused is overlooked. */
export function scheduledIn(
  { room, thread }: Pick<RoomContextValue, "room" | "thread">,
  scheduled: Pick<ScheduledContext, "of">,
): readonly ScheduledMessage[] {
  const all = scheduled.of(room.id);
  return thread === undefined ? all : all.filter((message) => message.thread === thread);
}
