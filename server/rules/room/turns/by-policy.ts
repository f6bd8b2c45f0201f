import type { TurnId } from "../../../../shared/ids.ts";
import type { PromptPolicy } from "../../../../shared/protocol/turns.ts";
import type { Actor } from "../actor.ts";
import type { Effect } from "../effects.ts";
import { findTurn, openTurns, promptsOf, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { isSameBranch } from "./branch-for.ts";
import { mergeTurns } from "./merge-turns.ts";
import { isAnswered, steerAnswer } from "./steering.ts";

/** Merges a prompt that was queued now, or lets it steer. Where that is not possible, it waits. */
export function applyPolicy(
  store: SqlStore,
  id: TurnId,
  policy: PromptPolicy,
  by: Pick<Actor, "user" | "now">,
): Effect[] {
  const turn = findTurn(store, id);
  if (policy === "queue" || turn?.state !== "queued") return [];
  const into = targetOf(store, turn, policy);
  if (into === undefined) return [];
  const done = policy === "merge" ? mergeTurns(store, turn, into, by) : steerAnswer(store, turn, into, by);
  return "refused" in done ? [] : done.effects;
}

/**
 * The last prompt that waits for the same agent in the same branch, or the answer that it is writing there. A model that somebody chose is
 * for that prompt alone, and so is another answer to a prompt, or the rest of one.
 */
function targetOf(
  store: SqlStore,
  turn: TurnRow,
  policy: Exclude<PromptPolicy, "queue">,
): TurnRow | undefined {
  const others = openTurns(store).filter(
    (other) => other.agent === turn.agent && other.id !== turn.id && isSameBranch(store, other, turn),
  );
  if (policy === "steer") return others.find(({ state }) => state === "running");
  return others.findLast(
    (other) =>
      other.state === "queued" &&
      other.model === null &&
      other.continues === null &&
      !promptsOf(other).some((prompt) => isAnswered(store, other, prompt)),
  );
}
