/** Steps of an agent before an answer, separate from the answer's text: reasoning and tool calls. */
import type { TurnId } from "../ids.ts";

/** Created by the room, never by a model: the turn and the number of the step. */
export type CallId = `${TurnId}.${number}`;

/**
 * `called`: it may have taken effect. `waiting`: a person must allow it. `unknown`: the server crashed during the call, so it
 * is unknown whether it took effect; a person decides. `allowed`: a person has allowed it, and the next attempt makes it.
 * `done`: its result is stored.
 */
export type ToolState = "called" | "waiting" | "unknown" | "allowed" | "done";

/** The part of a step that everyone receives immediately. Numbers count from 1 within a turn. */
export type StepSummary =
  | { type: "reasoning"; number: number }
  | { type: "tool"; number: number; tool: string; state: ToolState; ok?: boolean };

/** A complete step, as sent to a person who opens it. */
export type Step =
  | { type: "reasoning"; number: number; text: string }
  | {
      type: "tool";
      number: number;
      tool: string;
      state: ToolState;
      args: unknown;
      /** With `done`: whether the tool succeeded, and its output. */
      ok?: boolean;
      result?: string;
    };
