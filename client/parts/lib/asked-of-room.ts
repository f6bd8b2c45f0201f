import type { Seq } from "../../../shared/protocol/events.ts";

/**
 * What a link asks the room to do. It is stored in `history.state` until the room has handled it, so that the same request can be made
 * again.
 */
export type AskedOfRoom =
  /** Go to this message. The address also names it. */
  | { message: Seq }
  /** Ask the AI this question. */
  | { question: string };

/** The history state may hold any value, so it is checked. */
export function readAsked(state: unknown): AskedOfRoom | null {
  if (typeof state !== "object" || state === null) return null;
  if ("message" in state && typeof state.message === "number") return { message: state.message };
  if ("question" in state && typeof state.question === "string") return { question: state.question };
  return null;
}
