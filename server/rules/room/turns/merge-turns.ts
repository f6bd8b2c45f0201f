import { MAX_PROMPTS } from "../../../../shared/limits.ts";
import type { Actor } from "../actor.ts";
import type { Done } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findProgram } from "../rows/program-row.ts";
import { promptsOf, type TurnRow } from "../rows/turn-row.ts";
import { isSameBranch } from "./branch-for.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** Moves the prompts of one queued turn to another queued turn of the same agent, and removes the first turn. */
export function mergeTurns(
  store: SqlStore,
  turn: TurnRow,
  into: TurnRow,
  by: Pick<Actor, "user" | "now">,
): Done | Refusal {
  if (turn.state !== "queued" || into.state !== "queued" || turn.agent !== into.agent)
    return refuse.noSuchTurn();
  // The rest of an answer belongs to its prompts alone.
  if (turn.continues !== null || into.continues !== null) return refuse.anotherAnswer();
  if (findProgram(store, turn.id) !== null || findProgram(store, into.id) !== null) return refuse.ofProgram();
  if (!isSameBranch(store, turn, into)) return refuse.otherBranch();
  const prompts = [...new Set([...promptsOf(turn), ...promptsOf(into)])].sort((a, b) => a - b);
  if (prompts.length > MAX_PROMPTS) return refuse.tooManyMerged();

  const seq = nextSeq(store);
  store.run("UPDATE turns SET prompts = ? WHERE id = ?", JSON.stringify(prompts), into.id);
  store.run("UPDATE OR IGNORE turn_prompts SET turn = ? WHERE turn = ?", into.id, turn.id);
  store.run("DELETE FROM turn_prompts WHERE turn = ?", turn.id);
  store.run("DELETE FROM turns WHERE id = ?", turn.id);
  const event = appendEvent(store, {
    type: "turn.merged",
    seq,
    at: by.now,
    by: by.user,
    target: Math.max(...prompts),
    turn: turn.id,
    into: into.id,
    prompts,
  });
  return { seq, effects: [{ type: "publish", event }] };
}
