/** Converts the end of an answer into an `AttemptEnd` for the room. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { Moderation, Usage } from "../../../shared/protocol/turns.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { AttemptEnd } from "../contract/attempt.ts";
import type { Failure } from "./failures.ts";
import type { Verdict } from "../model/moderation.ts";
import type { Over } from "./deadline.ts";

/** The result of reading a model's output: why it ended. */
export type Heard =
  | { type: "finished" }
  /** The answer is longer than a message can be. */
  | { type: "too_long" }
  /** The model has used up its output tokens. */
  | { type: "length" }
  /** The model has used up its output tokens, or its time, for reasoning. */
  | { type: "only_reasoning" }
  /** The provider's own filter has stopped the answer. */
  | { type: "filtered" }
  | { type: "failure"; failure: Failure }
  | { type: "over"; over: Over }
  | { type: "budget" }
  /** A person has to decide on these calls, or the program that asked has to make them. */
  | { type: "waiting"; calls: CallId[] }
  | { type: "refused"; verdict: Verdict };

/** Pause before the next attempt after a stall, ms. Short, because the provider has already been silent for a long time. */
const STALL_WAIT = 500;

/** `finding`: the moderation verdict that marks a shown answer. */
export function endOf(heard: Heard, finding: Verdict, usage: Usage): AttemptEnd {
  switch (heard.type) {
    case "finished":
      return { type: "completed", usage, ...markOf(finding) };
    case "too_long":
    case "length":
      return { type: "completed", reason: heard.type, usage, ...markOf(finding) };
    case "only_reasoning":
      return { type: "failed", reason: "only_reasoning", usage, ...markOf(finding) };
    case "filtered":
      return { type: "refused", reason: "filtered", usage, ...markOf(finding) };
    case "failure": {
      const { reason, wait, isFinal } = heard.failure;
      return isFinal ? { type: "failed", reason, usage } : { type: "retry", reason, wait, usage };
    }
    case "budget":
      return { type: "refused", reason: "budget", usage, ...markOf(finding) };
    case "waiting":
      return { type: "waiting", calls: heard.calls, usage, ...markOf(finding) };
    case "refused":
      return refusalFor(heard.verdict, usage);
    case "over":
      return endOfDeadline(heard.over, usage);
    default:
      return assertNever(heard);
  }
}

/** `usage`: null if no provider was asked yet. */
export function endOfDeadline(over: Over, usage: Usage | null): AttemptEnd {
  switch (over) {
    case "aborted":
      return { type: "aborted", usage };
    case "stalled":
      return { type: "retry", reason: "stalled", wait: STALL_WAIT, usage };
    case "timeout":
      // Not retried: a second attempt could take as long again.
      return { type: "failed", reason: "stalled", usage };
    default:
      return assertNever(over);
  }
}

function refusalFor(verdict: Verdict, usage: Usage): AttemptEnd {
  if (verdict.type !== "unsafe") return { type: "refused", reason: "unchecked", usage };
  const { categories } = verdict;
  return { type: "refused", reason: "moderation", usage, moderation: { state: "retracted", categories } };
}

function markOf(finding: Verdict): { moderation?: Moderation } {
  switch (finding.type) {
    case "safe":
      return {};
    case "unsafe":
      return { moderation: { state: "flagged", categories: finding.categories } };
    case "unchecked":
      return { moderation: { state: "unchecked", categories: [] } };
    default:
      return assertNever(finding);
  }
}
