import type { Message } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** Whether the person may send another version of this message: it is their own answered prompt in a session. The room has the last word. */
export function canFork(room: RoomContextValue, { seq, author, moderation, deletedAt }: Message): boolean {
  if (room.view().room.kind !== "session" || author !== room.me || !room.may("write")) return false;
  if (deletedAt !== undefined || moderation?.state === "held" || moderation?.state === "retracted")
    return false;
  return room.messages().some(({ answer }) => answer?.prompts.includes(seq));
}
