import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Effect } from "../effects.ts";
import { findTurnOfAnswer, openTurns, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stopTurn, withdrawPrompt } from "./end.ts";

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

/** What ends with a message that is deleted: its own turn if it is an answer, those that answer it alone otherwise. */
export function endTurnsOf(store: SqlStore, target: Seq, by: { user: UserId; now: number }): Effect[] {
  const own = findTurnOfAnswer(store, target);
  return own === null ? withdrawPrompt(store, target, by) : stopTurn(store, own, by);
}
