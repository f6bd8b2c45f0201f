import type { CommandFrame } from "../../../../shared/protocol/frames.ts";
import { typingEnded } from "../../../rules/room/typing.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/** Texts of people may need a moderation check first. */
export function prepareWritten(
  { ref: _ref, ...command }: CommandFrame<"send" | "edit">,
  socket: OpenSocket,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  if (command.type === "send") typingEnded(room.typing, socket.state.user);
  return room.check.pass(command, socket, outcome);
}
