import type { Command } from "../../../rules/room/commands/command.ts";
import type { Refusal } from "../../../rules/room/errors.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";

/** The outcome of a preparation: exactly one of the two is called. */
export interface Outcome {
  accept: (command: Command) => void;
  refuse: (refusal: Refusal) => void;
}

interface Preparing<Frame> {
  prepare(frame: Frame, sender: Sender, room: Room, outcome: Outcome): void | Promise<void>;
}

/**
 * Converts a frame into a command, for rules that need more data than the frame contains. If nothing has to be awaited, it calls `outcome`
 * synchronously, so that the command keeps its place in the order. Whoever
 * calls it answers errors that it throws, also after an `await`.
 *
 * Declared as a method because TypeScript compares the parameters of methods in both directions (see `FrameRow`).
 */
export type Preparation<Frame> = Preparing<Frame>["prepare"];
