import type { Answer } from "../../../../shared/protocol/turns.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** The person who asked, and anyone who may steer the room, may stop an answer. */
export function mayStop(room: RoomContextValue, { asker }: Pick<Answer, "asker">): boolean {
  return asker === room.me || room.may("steer");
}
