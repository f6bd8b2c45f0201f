import type { TurnId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** Whether this turn was in the queue and was removed from it. It has no row any more. */
export function wasDropped(store: SqlStore, turn: TurnId): boolean {
  const row = store.first<{ seq: Seq }>(
    "SELECT seq FROM events WHERE type IN ('turn.dropped', 'turn.merged', 'turn.steered') AND data ->> 'turn' = ? LIMIT 1",
    turn,
  );
  return row !== null;
}
