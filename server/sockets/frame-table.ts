import type { OpenSocket } from "./connections.ts";
import type { RateKind } from "./rates.ts";

interface Rated<Frame, Context> {
  rate(frame: Frame, context: Context): RateKind;
}

/**
 * How frames of one type are received. `Context` is what an object hands to all of its frames.
 *
 * `rate` and `answer` are declared as methods, whose parameters TypeScript compares in both directions. So a row for one type fits where
 * a row for all types is expected, and `rowOf` needs no cast: it finds the row by the type of the frame that the row is given.
 */
export interface FrameRow<Frame, Context> {
  /** What the frame counts as. */
  rate: RateKind | Rated<Frame, Context>["rate"];
  /** Whatever it throws, also later, is answered by the gate. `now` is the server clock, milliseconds. */
  answer(frame: Frame, socket: OpenSocket, context: Context, now: number): void | Promise<void>;
}

/** One row for each type of frame: a type without a row, and a row without a rate, are type errors. */
export type FrameTable<Frame extends { type: string }, Context> = {
  readonly [Type in Frame["type"]]: FrameRow<Extract<Frame, { type: Type }>, Context>;
};

/** The row for this frame. */
export function rowOf<Frame extends { type: string }, Context>(
  table: FrameTable<Frame, Context>,
  frame: Frame,
): FrameRow<Frame, Context> {
  const type: Frame["type"] = frame.type;
  return table[type];
}

/** What this frame counts as. */
export function rateOf<Frame extends { type: string }, Context>(
  table: FrameTable<Frame, Context>,
  frame: Frame,
  context: Context,
): RateKind {
  const { rate } = rowOf(table, frame);
  return typeof rate === "string" ? rate : rate(frame, context);
}
