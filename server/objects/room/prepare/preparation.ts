import type { Command } from "../../../rules/room/commands/command.ts";
import type { Refusal } from "../../../rules/room/errors.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { Room } from "../frames/room.ts";

/** What became of a command before the rules see it: exactly one of the two is called. */
export interface Outcome {
  accept: (command: Command) => void;
  refuse: (refusal: Refusal) => void;
}

interface Preparing<Frame> {
  prepare(frame: Frame, socket: OpenSocket, room: Room, outcome: Outcome): void | Promise<void>;
}

/**
 * Makes a command of a frame, where the rules need more than what stands in it. It calls `outcome` at once where there is nothing to wait
 * for, so that the command keeps its place among the others. What it throws, also later, is answered by the gate.
 *
 * The type of a method, because TypeScript compares the parameters of methods in both directions (see `FrameRow`).
 */
export type Preparation<Frame> = Preparing<Frame>["prepare"];
