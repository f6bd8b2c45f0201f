import type { Message } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** Whether this message has a thread, is in one, or may get one. */
export function mayOpenThread(room: RoomContextValue, message: Message): boolean {
  if (room.thread !== undefined || room.view().room.kind === "support") return false;
  if (message.thread !== undefined || message.replies !== undefined) return true;
  const isShown =
    message.deletedAt === undefined && !["held", "retracted"].includes(message.moderation?.state ?? "");
  return isShown && room.mayPost();
}
