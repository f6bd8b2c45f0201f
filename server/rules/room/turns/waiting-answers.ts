import type { LiveAnswer } from "../../../../shared/protocol/frames.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stepsIn, summariesOf } from "../rows/step-row.ts";
import { waitingTurns } from "../rows/turn-row.ts";

/** What has been said in answers that wait for a decision: nobody works on them, so it stands in their rows alone. */
export function waitingAnswers(store: SqlStore): LiveAnswer[] {
  return waitingTurns(store).map(({ id, answer: target, attempt, text }) => ({
    target,
    attempt,
    text,
    ...stepsIn(summariesOf(store, id)),
  }));
}
