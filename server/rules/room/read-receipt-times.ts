/** Times at which messages were delivered to and read by people. Only recent times are kept. */
import type { UserId } from "../../../shared/ids.ts";
import { MAX_RECEIPT_TIMES } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

export type MoveKind = "delivered" | "read";

/** A person's cursor moved from `since` to `seq` at the time `at` (server clock, milliseconds). */
export interface Move {
  user: UserId;
  kind: MoveKind;
  since: Seq;
  seq: Seq;
  at: number;
}

/** No two moves of one person end at the same seq, so keeping the newest MAX_RECEIPT_TIMES keeps at most that many rows. */
export function noteMove(store: SqlStore, { user, kind, since, seq, at }: Move): void {
  store.run(
    "INSERT OR REPLACE INTO cursor_moves (user, kind, seq, since, at) VALUES (?, ?, ?, ?, ?)",
    user,
    kind,
    seq,
    since,
    at,
  );
  store.run(
    "DELETE FROM cursor_moves WHERE user = ? AND kind = ? AND seq <= ?",
    user,
    kind,
    seq - MAX_RECEIPT_TIMES,
  );
}

/** When a person's cursor reached this message; null if the time is unknown or no longer stored. */
export function timeOf(store: SqlStore, user: UserId, kind: MoveKind, target: Seq): number | null {
  const move = store.first<{ since: Seq; at: number }>(
    "SELECT since, at FROM cursor_moves WHERE user = ? AND kind = ? AND seq >= ? ORDER BY seq LIMIT 1",
    user,
    kind,
    target,
  );
  return move !== null && move.since < target ? move.at : null;
}

/** The person is no longer a member. */
export function forgetTimes(store: SqlStore, user: UserId): void {
  store.run("DELETE FROM cursor_moves WHERE user = ?", user);
}
