/** Signals: frames that are not answered, and are dropped above the rate limit. */
import type { PresenceSignal, TypingFrame, TypingSignal } from "../../../../shared/protocol/frames.ts";
import { mayWrite } from "../../../rules/room/rows/member-row.ts";
import { relayTyping } from "../../../rules/room/typing.ts";
import { isDevice, type OpenSocket } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import { callerOf } from "../caller-of.ts";
import type { Room } from "./room.ts";

export const signals = {
  typing: { rate: "signal", answer: relay },
  presence: { rate: "signal", answer: notePresence },
} satisfies FrameTable<TypingSignal | PresenceSignal, Room>;

function relay({ on, thread }: TypingSignal, socket: OpenSocket, room: Room, now: number): void {
  const caller = callerOf(socket);
  if (!mayWrite(room.store, caller)) return;
  const { user } = caller;
  if (!relayTyping(room.typing, user, on, now, thread)) return;
  room.connections.offer(
    JSON.stringify({
      type: "typing",
      user,
      on,
      ...(thread !== undefined && { thread }),
    } satisfies TypingFrame),
    (state) => isDevice(state) && state.user !== user,
  );
}

function notePresence({ state }: PresenceSignal, socket: OpenSocket, room: Room): void {
  room.connections.update(socket, { activity: state });
  room.presence.changed();
}
