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

/** The rules of each choice, whatever the day. Of the 31st, the task may be due on the 28th when it is opened. */
const forms: Readonly<Record<Exclude<RepeatName, "never">, RegExp>> = {
  daily: /^FREQ=DAILY$/,
  weekdays: /^FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR$/,
  weekly: /^FREQ=WEEKLY(;BYDAY=[A-Z]{2})?$/,
  monthly: /^FREQ=MONTHLY(;BYMONTHDAY=(\d+|28(,\d+)+;BYSETPOS=-1))?$/,
  yearly: /^FREQ=YEARLY(;BYMONTH=\d+;BYMONTHDAY=(\d+|28,29;BYSETPOS=-1))?$/,
};

/** The choice that a rule is of; null for another rule, such as one of a program. */
export function nameOfRule(rule: string | undefined): RepeatName | null {
  if (rule === undefined) return "never";
  return REPEATS.find((name) => name !== "never" && forms[name].test(rule)) ?? null;
}
