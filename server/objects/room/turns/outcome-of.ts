import { assertNever } from "../../../../shared/assert-never.ts";
import type { AttemptEnd } from "../../../ai/contract/attempt.ts";
import type { AttemptOutcome } from "../../../rules/room/turns/attempts.ts";

/** How an attempt went, as the rules take it. */
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
      // Nobody has stopped it: whoever does takes it out of the running turns first.
      return { type: "ended", state: "failed", reason: "internal", usage: end.usage };
    default:
      return assertNever(end);
  }
}
