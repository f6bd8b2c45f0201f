import type { TurnId } from "../../../../shared/ids.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import { refuse } from "../errors.ts";
import { kindOf } from "../rows/room-row.ts";
import { findTurn } from "../rows/turn-row.ts";
import { stopTurn } from "../turns/end.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { defineCommand } from "./command.ts";

/** Ends a running or waiting turn with its text so far, or removes a queued one. A turn that has ended does not change. */
export const stop = defineCommand<"stop">({
  needs: "write",
  rate: "steer",
  endsTurns: true,
  run(store, command, actor) {
    const turn = findTurn(store, command.turn);
    if (turn === null) return wasDropped(store, command.turn) ? { effects: [] } : refuse.noSuchTurn();
    if (turn.asker !== actor.user && !allowed(actor, "steer", kindOf(store))) {
      return refuse.notAllowed("stop what another one asked");
    }
    return { effects: stopTurn(store, turn, actor) };
  },
});

function wasDropped(store: SqlStore, turn: TurnId): boolean {
  const row = store.first<{ seq: Seq }>(
    "SELECT seq FROM events WHERE type IN ('turn.dropped', 'turn.merged') AND data ->> 'turn' = ? LIMIT 1",
    turn,
  );
  return row !== null;
}
