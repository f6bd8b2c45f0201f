import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Effect } from "../effects.ts";
import { findTurnOfAnswer, openTurns, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stopTurn, withdrawPrompt } from "./end.ts";

/** Stops all open turns, or those of one agent. Queued turns are first, so that none of them begins while the others end. */
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

/** Ends the turns of a message that is deleted: for an answer its own turn, for a prompt the turns that answer only this prompt. */
export function endTurnsOf(store: SqlStore, target: Seq, by: { user: UserId; now: number }): Effect[] {
  const own = findTurnOfAnswer(store, target);
  return own === null ? withdrawPrompt(store, target, by) : stopTurn(store, own, by);
}
