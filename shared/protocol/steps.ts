/** What an agent does on its way to an answer, beside the answer's text: it reasons, and it calls tools. */
import type { TurnId } from "../ids.ts";

/** Made by the room, never by a model: the turn and the number of the step. */
export type CallId = `${TurnId}.${number}`;

/**
 * `called`: it may have taken effect. `waiting`: a person has to allow it. `unknown`: the server died under it, and nobody knows whether it
 * took effect; a person decides. `allowed`: somebody did, and the next attempt makes it. `done`: its result is there.
 */
export type ToolState = "called" | "waiting" | "unknown" | "allowed" | "done";

/** What everyone sees of a step at once. Numbers count from 1 within a turn. */
export type StepSummary =
  | { type: "reasoning"; number: number }
  | { type: "tool"; number: number; tool: string; state: ToolState; ok?: boolean };

/** A step with all that is in it, as whoever unfolds it is told. */
export type Step =
  | { type: "reasoning"; number: number; text: string }
  | {
      type: "tool";
      number: number;
      tool: string;
      state: ToolState;
      args: unknown;
      /** With `done`: whether the tool did what was asked, and what it said. */
      ok?: boolean;
      result?: string;
    };
