import type { LiveAnswer } from "../../../../shared/protocol/frames.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stepsIn, summariesOf } from "../rows/step-row.ts";
import { readOf, waitingTurns } from "../rows/turn-row.ts";

/** Text of answers that wait for a decision. No attempt runs for them, so the text is only in their rows. */
export function waitingAnswers(store: SqlStore): LiveAnswer[] {
  return waitingTurns(store).map(({ id, answer: target, attempt, text, given }) => ({
    target,
    attempt,
    text,
    ...stepsIn(summariesOf(store, id)),
    ...readOf({ given }),
  }));
}
