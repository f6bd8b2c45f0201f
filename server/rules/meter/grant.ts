import type { UserId } from "../../../shared/ids.ts";
import { GRANT_LIFETIME } from "../../../shared/limits.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { dayOf } from "./days.ts";
import { readBudget, spentBy } from "./budget.ts";
import type { Cost, GrantAnswer, GrantRequest } from "./meter.ts";

/**
 * Reserves the maximum cost of a turn, in place of the turn's earlier reservation. If it refuses, the earlier reservation stays. A
 * reservation counts against the day of the request, because it is unknown on which day the turn will be settled.
 */
export function grant(store: SqlStore, { turn, cost, visitor }: GrantRequest, now: number): GrantAnswer {
  store.run("DELETE FROM grants WHERE lapses_at <= ?", now);
  // An attempt of a settled turn is still running. Its cost would never be settled, so it is refused.
  if (isSettled(store, turn)) return { granted: false, period: "day" };
  if (visitor !== undefined && answersOf(store, turn, visitor.user, now) >= visitor.answers)
    return { granted: false, period: "visitor" };
  const { day, month } = readBudget(store);
  const spent = spentBy(store, now);
  const reserved = reservedByOthers(store, turn) + cost;
  // The month is checked first: if both are used up, waiting until tomorrow does not help.
  if (month !== null && spent.month + reserved > month) return { granted: false, period: "month" };
  if (day !== null && spent.day + reserved > day) return { granted: false, period: "day" };
  store.run(
    "INSERT OR REPLACE INTO grants (turn, cost, lapses_at, user) VALUES (?, ?, ?, ?)",
    turn,
    cost,
    now + GRANT_LIFETIME,
    visitor?.user ?? null,
  );
  const shares = [shareOf(spent.day + reserved, day), shareOf(spent.month + reserved, month)];
  const bounded = shares.filter((share) => share !== null);
  return { granted: true, share: bounded.length === 0 ? null : Math.max(...bounded) };
}

function isSettled(store: SqlStore, turn: string): boolean {
  return store.first("SELECT 1 AS found FROM usage WHERE turn = ?", turn) !== null;
}

/** What this visitor has had today, and what is under way besides this turn. */
function answersOf(store: SqlStore, turn: string, user: UserId, now: number): number {
  const row = store.first<{ had: number; open: number }>(
    `SELECT (SELECT count(*) FROM usage INDEXED BY usage_by_user WHERE user = ? AND day >= ? AND answered = 1) AS had,
       (SELECT count(*) FROM grants WHERE user = ? AND turn <> ?) AS open`,
    user,
    dayOf(now),
    user,
    turn,
  );
  return (row?.had ?? 0) + (row?.open ?? 0);
}

function reservedByOthers(store: SqlStore, turn: string): Cost {
  const row = store.first<{ cost: number }>(
    "SELECT coalesce(sum(cost), 0) AS cost FROM grants WHERE turn <> ?",
    turn,
  );
  return row?.cost ?? 0;
}

/** The used share of a bound. A bound of 0 counts as completely used. */
function shareOf(used: Cost, bound: Cost | null): number | null {
  if (bound === null) return null;
  return bound === 0 ? 1 : used / bound;
}
