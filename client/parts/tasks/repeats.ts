/** The repeats that a person chooses from, as rules of RFC 5545 for a due time. */
import type { Due } from "../../../shared/tasks.ts";
import { localTime } from "../../../shared/zoned-time.ts";

export const REPEATS = ["never", "daily", "weekdays", "weekly", "monthly", "yearly"] as const;
export type RepeatName = (typeof REPEATS)[number];

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/**
 * A month that has no such day has its last day instead, and so has February: people who pay on the 31st pay each month.
 * Null for `never`.
 */
export function ruleFor(name: RepeatName, { at, zone }: Pick<Due, "at" | "zone">): string | null {
  const date = localTime(zone, at).date;
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  switch (name) {
    case "never":
      return null;
    case "daily":
      return "FREQ=DAILY";
    case "weekdays":
      return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
    case "weekly":
      return `FREQ=WEEKLY;BYDAY=${DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]}`;
    case "monthly":
      return day <= 28
        ? `FREQ=MONTHLY;BYMONTHDAY=${day}`
        : `FREQ=MONTHLY;BYMONTHDAY=${daysFrom28To(day)};BYSETPOS=-1`;
    case "yearly":
      return month === 2 && day === 29
        ? "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"
        : `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`;
  }
}

const daysFrom28To = (last: number): string => Array.from({ length: last - 27 }, (_, i) => 28 + i).join(",");

/** The choice that makes this rule for this due time; null for another rule, such as one of a program. */
export function nameOfRule(rule: string | undefined, due: Pick<Due, "at" | "zone">): RepeatName | null {
  return REPEATS.find((name) => ruleFor(name, due) === (rule ?? null)) ?? null;
}
