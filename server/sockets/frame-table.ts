import type { OpenSocket } from "./connections.ts";
import type { RateKind } from "./rates.ts";

interface Rated<Frame, Context> {
  rate(frame: Frame, context: Context): RateKind;
}

/**
 * Rate limit and handler of frames of one type. An object passes its `Context` to all handlers.
 *
 * `rate` and `answer` are declared as methods, because TypeScript compares the parameters of methods in both directions. So a row for one
 * type is accepted where a row for all types is expected, and `rowOf` needs no cast: it selects the row by the type of the frame.
 */
export interface FrameRow<Frame, Context> {
  /** The rate limit that applies. */
  rate: RateKind | Rated<Frame, Context>["rate"];
  /** The gate answers errors that it throws, also after an `await`. `now` is the server clock, milliseconds. */
  answer(frame: Frame, socket: OpenSocket, context: Context, now: number): void | Promise<void>;
}

/** One row for each type of frame: a type without a row, and a row without a rate, are type errors. */
export type FrameTable<Frame extends { type: string }, Context> = {
  readonly [Type in Frame["type"]]: FrameRow<Extract<Frame, { type: Type }>, Context>;
};

export function rowOf<Frame extends { type: string }, Context>(
  table: FrameTable<Frame, Context>,
  frame: Frame,
): FrameRow<Frame, Context> {
  const type: Frame["type"] = frame.type;
  return table[type];
}

/** The rate limit that applies to this frame. */
export function rateOf<Frame extends { type: string }, Context>(
  table: FrameTable<Frame, Context>,
  frame: Frame,
  context: Context,
): RateKind {
  const { rate } = rowOf(table, frame);
  return typeof rate === "string" ? rate : rate(frame, context);
}
