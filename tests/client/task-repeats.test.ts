import { expect, test } from "vitest";
import { nameOfRule, REPEATS, ruleFor, type RepeatName } from "../../client/parts/tasks/repeats.ts";
import { nextDue, readRule } from "../../server/rules/tasks/repeat.ts";
import { type Due, isOverdue } from "../../shared/tasks.ts";
import { localTime, momentOf } from "../../shared/zoned-time.ts";

const BERLIN = "Europe/Berlin";
const day = (date: string): Due => ({ at: momentOf(BERLIN, date, 0), zone: BERLIN, allDay: true });

/** The days that follow when each is completed in time. */
function series(first: string, name: RepeatName, count: number): string[] {
  const rule = ruleFor(name, day(first));
  if (rule === null || readRule(rule) !== rule) throw new Error(`${rule} is no rule`);
  const days: string[] = [];
  let now: Due | null = day(first);
  for (let i = 0; i < count && now !== null; i++) {
    now = nextDue(now, { rule, since: day(first).at }, now.at);
    if (now !== null) days.push(localTime(BERLIN, now.at).date);
  }
  return days;
}

test("TASK-7, TASK-16: each month on the 29th, 30th or 31st leaves no month out, and does not stay on the 28th", () => {
  expect(series("2027-01-31", "monthly", 4)).toEqual([
    "2027-02-28",
    "2027-03-31",
    "2027-04-30",
    "2027-05-31",
  ]);
  expect(series("2027-01-30", "monthly", 3)).toEqual(["2027-02-28", "2027-03-30", "2027-04-30"]);
  expect(series("2028-01-29", "monthly", 2)).toEqual(["2028-02-29", "2028-03-29"]);
  expect(series("2028-02-29", "yearly", 4)).toEqual(["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
});

test("TASK-16: the other choices repeat as they say", () => {
  expect(series("2026-12-04", "weekdays", 2)).toEqual(["2026-12-07", "2026-12-08"]);
  expect(series("2026-12-04", "weekly", 2)).toEqual(["2026-12-11", "2026-12-18"]);
  expect(series("2026-12-31", "daily", 1)).toEqual(["2027-01-01"]);
});

test("TASK-16: a rule is known again, also when the task has moved to a shorter month", () => {
  for (const first of ["2027-01-31", "2028-02-29", "2026-12-04"])
    for (const name of REPEATS) expect(nameOfRule(ruleFor(name, day(first)) ?? undefined)).toBe(name);
  expect(nameOfRule("FREQ=WEEKLY;INTERVAL=2")).toBeNull();
});

test("TASK-11: a whole day is not overdue before it has ended for the reader", () => {
  const due = day("2026-12-04");
  const at = (date: string, minutes: number, zone = BERLIN) => momentOf(zone, date, minutes);
  expect(isOverdue(due, at("2026-12-04", 1_439), BERLIN)).toBe(false);
  expect(isOverdue(due, at("2026-12-05", 0), BERLIN)).toBe(true);
  expect(isOverdue(due, at("2026-12-04", 1_439, "America/New_York"), "America/New_York")).toBe(false);
  expect(isOverdue({ at: due.at, zone: BERLIN }, due.at + 1, BERLIN)).toBe(true);
});
