/** What a provider's failure means for the turn (ATTEMPT-3). */
import { APICallError, NoContentGeneratedError } from "ai";
import type { TurnReason } from "../../../shared/protocol/turns.ts";

export interface Failure {
  reason: Extract<TurnReason, "provider_busy" | "provider_failed" | "empty_answer">;
  /** No sooner than after so many milliseconds. */
  wait: number;
}

/** Long enough for a crowded model, short enough for someone who waits; the second attempt takes another model anyway. */
const BUSY_WAIT = 2_000;
const FAILED_WAIT = 500;

/**
 * Workers AI: https://developers.cloudflare.com/workers-ai/platform/errors/ — 3040 out of capacity, 3036 the account's daily
 * allocation. The binding's errors come as text ("3040: …"); the provider reads the code out of it and gives the status.
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
