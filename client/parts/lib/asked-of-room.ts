import type { Seq } from "../../../shared/protocol/events.ts";

/**
 * What a link asks of the room that it leads to. It stands in the state of the address (`history.state`) until the room has taken it
 * up, so that asking for the same once more is asking again.
 */
export type AskedOfRoom =
  /** To go to this message, which the address names too. */
  | { message: Seq }
  /** To ask the AI this. */
  | { question: string };

/** The state of an address may be anything. */
export function readAsked(state: unknown): AskedOfRoom | null {
  if (typeof state !== "object" || state === null) return null;
  if ("message" in state && typeof state.message === "number") return { message: state.message };
  if ("question" in state && typeof state.question === "string") return { question: state.question };
  return null;
}
