/** Steps of an agent before an answer, separate from the answer's text: reasoning, tool calls, and messages that steered it. */
import { isTurnId, type TurnId, type UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";

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
  | { type: "tool"; number: number; tool: string; state: ToolState; ok?: boolean }
  | SteerStep;

/** The answer took in this message, which steers it. */
export interface SteerStep {
  type: "steer";
  number: number;
  message: Seq;
}

/** What became of a call that waited for a person. */
export type CallDecision =
  /** `changedFrom`: the person has changed the arguments of that step, and so made this call. */
  | { decision: "allow"; by: UserId; at: number; reason?: string; changedFrom?: number }
  | { decision: "deny"; by: UserId; at: number; reason?: string }
  /** Not with these arguments: the call of the step `changedTo` was allowed in its place. */
  | { decision: "change"; by: UserId; at: number; reason?: string; changedTo: number }
  /** Nobody decided in time, which means no. */
  | { decision: "expired"; at: number };

/** A complete step, as sent to a person who opens it. */
export type Step =
  | { type: "reasoning"; number: number; text: string }
  | SteerStep
  | {
      type: "tool";
      number: number;
      tool: string;
      state: ToolState;
      /** A JSON object. */
      args: object;
      /** Of the tool and these arguments: a decision names it. */
      digest: string;
      /** While a person has to decide: when the time is over (server clock, milliseconds). */
      until?: number;
      decision?: CallDecision;
      /** With `done`: whether the tool succeeded, and its output. */
      ok?: boolean;
      result?: string;
      /** What the call cost, millionths of a US dollar. Missing: nothing. */
      cost?: number;
    };
