/** Maps a provider's error to the end of the attempt (ATTEMPT-3). */
import { APICallError, NoContentGeneratedError } from "ai";
import type { TurnReason } from "../../../shared/protocol/turns.ts";

export interface Failure {
  reason: Extract<TurnReason, "provider_busy" | "provider_failed" | "empty_answer">;
  /** Minimum pause before the next attempt, milliseconds. */
  wait: number;
}

/** Pause after an overload, ms. It relieves the provider and is short for the person who waits; the next attempt uses another model. */
const BUSY_WAIT = 2_000;
const FAILED_WAIT = 500;

/**
 * Overload errors of Workers AI: https://developers.cloudflare.com/workers-ai/platform/errors/ — 3040 out of capacity, 3036 the
 * account's daily allocation. The binding reports errors as text ("3040: …"); the provider package parses the code and sets the status.
 */
const BUSY = /\b(?:3040|3036|429)\b|rate.?limit|too many requests|out of capacity/i;

export function failureOf(error: unknown): Failure {
  if (NoContentGeneratedError.isInstance(error)) return { reason: "empty_answer", wait: FAILED_WAIT };
  const isBusy = APICallError.isInstance(error) ? isBusyCall(error) : BUSY.test(String(error));
  return isBusy
    ? { reason: "provider_busy", wait: BUSY_WAIT }
    : { reason: "provider_failed", wait: FAILED_WAIT };
}

function isBusyCall({ statusCode, message }: APICallError): boolean {
  return statusCode === undefined ? BUSY.test(message) : statusCode === 429;
}

export const CUT: Failure = { reason: "provider_failed", wait: FAILED_WAIT };
export const EMPTY: Failure = { reason: "empty_answer", wait: FAILED_WAIT };
