import { createEffect } from "solid-js";
import { t } from "../../words/room.ts";
import type { RoomContextValue } from "./room-context.tsx";

/** Says that lines are gone: the room has a new epoch, because it was restored or has lost its end. */
export function sayRestored(room: RoomContextValue): void {
  createEffect<string>((before) => {
    const { epoch } = room.view();
    if (before !== epoch) room.setProblem(t("restored"));
    return epoch;
  }, room.view().epoch);
}
