import type { AiSettings } from "../../../shared/api.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { dayOf, monthOf } from "./days.ts";
import type { Cost } from "./meter.ts";

export type Budget = AiSettings["budget"];

export function readBudget(store: SqlStore): Budget {
  const row = store.first<{ day: number | null; month: number | null }>("SELECT day, month FROM budget");
  return row ?? { day: null, month: null };
}

/** Applies from the next grant on; earlier grants do not change. */
export function setBudget(store: SqlStore, { day, month }: Budget): void {
  store.run("INSERT OR REPLACE INTO budget (only_row, day, month) VALUES (1, ?, ?)", day, month);
}

/**
 * The cost settled on the day and in the month of `now`, or on a later day or month if that is more. The clocks of two rooms differ, so
 * one of them may already be past midnight.
 */
export function spentBy(store: SqlStore, now: number): { day: Cost; month: Cost } {
  const day = store.first<{ cost: number | null }>(
    "SELECT max(cost) AS cost FROM days WHERE day >= ?",
    dayOf(now),
  );
  const month = store.first<{ cost: number | null }>(
    `SELECT max(cost) AS cost FROM (
       SELECT sum(cost) AS cost FROM days WHERE day >= ? GROUP BY substr(day, 1, 7))`,
    monthOf(now),
  );
  return { day: day?.cost ?? 0, month: month?.cost ?? 0 };
}
