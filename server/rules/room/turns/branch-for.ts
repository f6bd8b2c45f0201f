import type { TurnId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { branchOf, branchOfAnswer, shownBranch } from "../branches.ts";
import { findTurn, newestPrompt, type TurnRow } from "../rows/turn-row.ts";

/** The branch whose path a model may be given: that of the turn which it answers; of another room, the branch that is shown there. */
export function branchFor(store: SqlStore, id: TurnId | null): Seq {
  const answer = id === null ? null : (findTurn(store, id)?.answer ?? null);
  return answer === null ? shownBranch(store) : branchOf(store, answer);
}

/** Whether the prompts of both stand in the same branch. What is written in one branch has no effect on the answers of another. */
export function isSameBranch(store: SqlStore, one: TurnRow, other: TurnRow): boolean {
  return branchOfAnswer(store, newestPrompt(one)) === branchOfAnswer(store, newestPrompt(other));
}
