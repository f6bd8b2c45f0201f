import { GRANT_LIFETIME } from "../../../shared/limits.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readBudget, spentBy } from "./budget.ts";
import type { Cost, GrantAnswer, GrantRequest } from "./meter.ts";

/**
 * Reserves what a turn may cost, in place of what it had reserved before, or refuses and leaves that as it is. A reservation
 * counts against whichever day it is asked on: nobody knows on which one it will be settled.
 */
export function grant(store: SqlStore, { turn, cost }: GrantRequest, now: number): GrantAnswer {
  store.run("DELETE FROM grants WHERE lapses_at <= ?", now);
  // A turn of before that still speaks: it would spend what nobody settles.
  if (isSettled(store, turn)) return { granted: false, period: "day" };
  const { day, month } = readBudget(store);
  const spent = spentBy(store, now);
  const reserved = reservedByOthers(store, turn) + cost;
  // The month first: where both are used up, tomorrow does not help.
  if (month !== null && spent.month + reserved > month) return { granted: false, period: "month" };
  if (day !== null && spent.day + reserved > day) return { granted: false, period: "day" };
  store.run(
    "INSERT OR REPLACE INTO grants (turn, cost, lapses_at) VALUES (?, ?, ?)",
    turn,
    cost,
    now + GRANT_LIFETIME,
  );
  const shares = [shareOf(spent.day + reserved, day), shareOf(spent.month + reserved, month)];
  const bounded = shares.filter((share) => share !== null);
  return { granted: true, share: bounded.length === 0 ? null : Math.max(...bounded) };
}

function isSettled(store: SqlStore, turn: string): boolean {
  return store.first("SELECT 1 AS found FROM usage WHERE turn = ?", turn) !== null;
}

function reservedByOthers(store: SqlStore, turn: string): Cost {
  const row = store.first<{ cost: number }>(
    "SELECT coalesce(sum(cost), 0) AS cost FROM grants WHERE turn <> ?",
    turn,
  );
  return row?.cost ?? 0;
}

/** Of a bound of 0 everything is used. */
function shareOf(used: Cost, bound: Cost | null): number | null {
  if (bound === null) return null;
  return bound === 0 ? 1 : used / bound;
}
