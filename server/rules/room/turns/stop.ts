import type { TurnId, UserId } from "../../../../shared/ids.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor, Command, StopCommand } from "../commands.ts";
import type { Done, Effect } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { kindOf } from "../rows/room-row.ts";
import { findTurn, findTurnOfAnswer, openTurns, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stopTurn, withdrawPrompt } from "./end.ts";

/** Ends a running or waiting turn where it stands, or takes a queued one out; one that has ended stays as it ended. */
export function stop(store: SqlStore, command: StopCommand, actor: Actor): Done | Refusal {
  const turn = findTurn(store, command.turn);
  if (turn === null) return wasDropped(store, command.turn) ? { effects: [] } : refuse.noSuchTurn();
  if (turn.asker !== actor.user && !allowed(actor, "steer", kindOf(store))) {
    return refuse.notAllowed("stop what another one asked");
  }
  return { effects: stopTurn(store, turn, actor) };
}

/** Commands that may end a running turn: what it has said must be written down before. */
export function mayEndTurns({ type }: Command): boolean {
  return (
    type === "stop" ||
    type === "takeover" ||
    type === "remove" ||
    type === "delete" ||
    type === "ai" ||
    type === "moderate"
  );
}

/** Every turn that is open, or those of one agent; queued ones first, so that none of them begins meanwhile. */
export function stopAll(
  store: SqlStore,
  by: { user: UserId; now: number },
  of: (turn: TurnRow) => boolean = () => true,
): Effect[] {
  const open = openTurns(store).filter(of);
  const queued = open.filter((turn) => turn.state === "queued");
  const begun = open.filter((turn) => turn.state !== "queued");
  return [...queued, ...begun].flatMap((turn) => stopTurn(store, turn, by));
}

function wasDropped(store: SqlStore, turn: TurnId): boolean {
  const row = store.first<{ seq: Seq }>(
    "SELECT seq FROM events WHERE type IN ('turn.dropped', 'turn.merged') AND data ->> 'turn' = ? LIMIT 1",
    turn,
  );
  return row !== null;
}

/** What ends with a message that is deleted: its own turn if it is an answer, those that answer it alone otherwise. */
export function endTurnsOf(store: SqlStore, target: Seq, by: { user: UserId; now: number }): Effect[] {
  const own = findTurnOfAnswer(store, target);
  return own === null ? withdrawPrompt(store, target, by) : stopTurn(store, own, by);
}
