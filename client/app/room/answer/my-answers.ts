import { createMemo, type Accessor } from "solid-js";
import type { TurnId } from "../../../../shared/ids.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** The running answers that this person asked for. */
export function createMyAnswers(room: RoomContextValue): Accessor<readonly TurnId[]> {
  return createMemo(() =>
    room
      .messages()
      .flatMap(({ answer }) =>
        answer?.state === "running" && answer.asker === room.me ? [answer.turn] : [],
      ),
  );
}
