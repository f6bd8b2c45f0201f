/** Steps of an agent before an answer, separate from the answer's text: reasoning and tool calls. */
import { isTurnId, type TurnId } from "../ids.ts";

/** Created by the room, never by a model: the turn and the number of the step. */
export type CallId = `${TurnId}.${number}`;

export function isCallId(value: unknown): value is CallId {
  if (typeof value !== "string") return false;
  const dot = value.lastIndexOf(".");
  return isTurnId(value.slice(0, dot)) && /^[1-9][0-9]{0,5}$/.test(value.slice(dot + 1));
}

/**
 * `called`: it may have taken effect. `waiting`: a person must allow it. `unknown`: the server crashed during the call, so it
 * is unknown whether it took effect; a person decides. `allowed`: a person has allowed it, and the next attempt makes it.
 * `outside`: the program that asked makes this call and sends its result. `done`: its result is stored.
 */
export type ToolState = "called" | "waiting" | "unknown" | "allowed" | "outside" | "done";

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
      /** A JSON object. */
      args: object;
      /** With `done`: whether the tool succeeded, and its output. */
      ok?: boolean;
      result?: string;
      /** What the call cost, millionths of a US dollar. Missing: nothing. */
      cost?: number;
    };
