import type { Answer } from "../../../../shared/protocol/turns.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** Whoever asked ends the answer, and whoever steers the room. */
export function mayStop(room: RoomContextValue, { asker }: Pick<Answer, "asker">): boolean {
  return asker === room.me || room.may("steer");
}
