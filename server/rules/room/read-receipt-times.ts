/** When a message came to someone and was read, as long as that is remembered. */
import type { UserId } from "../../../shared/ids.ts";
import { MAX_RECEIPT_TIMES } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

export type MoveKind = "delivered" | "read";

/** Everything after `since` and up to `seq` was reached at `at` (server clock, milliseconds). */
export interface Move {
  user: UserId;
  kind: MoveKind;
  since: Seq;
  seq: Seq;
  at: number;
}

/** No two of a person's moves end at one seq, so that what is kept of the newest MAX_RECEIPT_TIMES is that many rows at most. */
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

/** When someone reached this message; null where that is not known (any more). */
export function timeOf(store: SqlStore, user: UserId, kind: MoveKind, target: Seq): number | null {
  const move = store.first<{ since: Seq; at: number }>(
    "SELECT since, at FROM cursor_moves WHERE user = ? AND kind = ? AND seq >= ? ORDER BY seq LIMIT 1",
    user,
    kind,
    target,
  );
  return move !== null && move.since < target ? move.at : null;
}

/** Someone is no member any more. */
export function forgetTimes(store: SqlStore, user: UserId): void {
  store.run("DELETE FROM cursor_moves WHERE user = ?", user);
}
