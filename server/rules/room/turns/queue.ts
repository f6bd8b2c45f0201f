/** Putting waiting prompts into another order, and together. */
import { MAX_PROMPTS } from "../../../../shared/limits.ts";
import type { Actor, MergeCommand, MoveCommand } from "../commands.ts";
import type { Done } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findTurn, newestPrompt, openTurns, promptsOf, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

export function move(store: SqlStore, command: MoveCommand, actor: Actor): Done | Refusal {
  const turn = findTurn(store, command.turn);
  if (turn === null || turn.state !== "queued") return refuse.noSuchTurn();
  const others = queueOf(store, turn).filter((each) => each.id !== turn.id);
  const at = command.before === null ? others.length : others.findIndex((each) => each.id === command.before);
  if (at === -1) return refuse.noSuchTurn();
  const place = placeBetween(others[at - 1]?.place, others[at]?.place) ?? turn.place;
  if (isThere(store, turn, at)) return { effects: [] };

  const seq = nextSeq(store);
  store.run("UPDATE turns SET place = ? WHERE id = ?", place, turn.id);
  const event = appendEvent(store, {
    type: "turn.moved",
    seq,
    at: actor.now,
    by: actor.user,
    target: newestPrompt(turn),
    turn: turn.id,
    place,
  });
  return { seq, effects: [{ type: "publish", event }] };
}

/** The prompts of the one go to the other, and the one is gone. */
export function merge(store: SqlStore, command: MergeCommand, actor: Actor): Done | Refusal {
  const turn = findTurn(store, command.turn);
  const into = findTurn(store, command.into);
  if (turn === null || into === null || turn.id === into.id) return refuse.noSuchTurn();
  if (turn.state !== "queued" || into.state !== "queued" || turn.agent !== into.agent)
    return refuse.noSuchTurn();
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
    at: actor.now,
    by: actor.user,
    target: Math.max(...prompts),
    turn: turn.id,
    into: into.id,
    prompts,
  });
  return { seq, effects: [{ type: "publish", event }] };
}

function queueOf(store: SqlStore, { agent }: TurnRow): TurnRow[] {
  return openTurns(store).filter((turn) => turn.agent === agent && turn.state === "queued");
}

function isThere(store: SqlStore, turn: TurnRow, at: number): boolean {
  return queueOf(store, turn)[at]?.id === turn.id;
}

/** Null where nothing waits. A double has room for some fifty moves between two neighbours; the queue holds twenty. */
function placeBetween(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return after === undefined ? null : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
