import { assertNever } from "../../../../shared/assert-never.ts";
import type { AttemptEnd } from "../../../ai/contract/attempt.ts";
import type { AttemptOutcome } from "../../../rules/room/turns/attempts.ts";

/** Converts the end of an attempt into the form that the rules take. */
export function outcomeOf(end: AttemptEnd): AttemptOutcome {
  switch (end.type) {
    case "completed":
      return { ...end, type: "ended", state: "completed" };
    case "refused":
    case "failed":
      return { ...end, type: "ended", state: end.type };
    case "retry":
      return end;
    case "waiting": {
      const { type, usage, moderation } = end;
      return { type, usage, ...(moderation === undefined ? {} : { moderation }) };
    }
    case "aborted":
      // Aborted but not stopped by anyone: stopping first removes a turn from the running turns. So this is an internal error.
      return { type: "ended", state: "failed", reason: "internal", usage: end.usage };
    default:
      return assertNever(end);
  }
}
