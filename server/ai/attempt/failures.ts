/** Maps a provider's error to the end of the attempt (ATTEMPT-3, PROVIDER-2). */
import { APICallError, NoContentGeneratedError } from "ai";
import { assertNever } from "../../../shared/assert-never.ts";
import { MAX_RETRY_WAIT } from "../../../shared/limits.ts";
import {
  type ProviderCause,
  type ProviderProblem,
  problemOf,
  readProviderProblem,
} from "../model/provider-problem.ts";

export interface Failure {
  reason: Exclude<ProviderCause, "no_tools"> | "empty_answer";
  /** Minimum pause before the next attempt, milliseconds. */
  wait: number;
  /** A second attempt would fail in the same way. */
  isFinal: boolean;
}

/** Pause after an overload, ms. It relieves the provider and is short for the person who waits; the next attempt uses another model. */
const BUSY_WAIT = 2_000;
const FAILED_WAIT = 500;

export const CUT: Failure = { reason: "provider_failed", wait: FAILED_WAIT, isFinal: false };
export const EMPTY: Failure = { reason: "empty_answer", wait: FAILED_WAIT, isFinal: false };

/** Reasoning stands in the answer. The next attempt knows how this model begins, and need not wait. */
export const UNREADABLE: Failure = { reason: "provider_failed", wait: 0, isFinal: false };

/** `hasOther`: whether the next attempt takes another model. */
export function failureOf(problem: ProviderProblem, hasOther: boolean): Failure {
  const { cause, retryAfter } = problem;
  const isTooLate = (retryAfter ?? 0) > MAX_RETRY_WAIT;
  const wait = Math.max(retryAfter ?? 0, cause === "provider_busy" ? BUSY_WAIT : FAILED_WAIT);
  return {
    // A model without tools is asked without them before this is reached.
    reason: cause === "no_tools" ? "provider_failed" : cause,
    // Another model has no part in what this one asks for.
    wait: hasOther && isTooLate ? BUSY_WAIT : wait,
    isFinal: !hasOther && (isTooLate || !passesByItself(cause)),
  };
}

function passesByItself(cause: ProviderCause): boolean {
  switch (cause) {
    case "provider_busy":
    case "provider_failed":
    case "unreachable":
    case "loading":
    case "no_tools":
      return true;
    case "denied":
    case "no_credit":
    case "no_model":
    case "wrong_address":
    case "prompt_too_long":
    case "filtered":
      return false;
    default:
      return assertNever(cause);
  }
}

/** Null: the provider ended without an error and without an answer. */
export function problemIn(error: unknown, model: string): ProviderProblem | null {
  if (NoContentGeneratedError.isInstance(error)) return null;
  const text = error instanceof Error ? error.message : String(error);
  const status = APICallError.isInstance(error) ? (error.statusCode ?? null) : null;
  return readProviderProblem(text) ?? problemOf(status, text, { provider: "", model });
}
