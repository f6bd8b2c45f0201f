import { describe, expect, test } from "vitest";
import { doesRepeat, nextDue, readRule } from "../../server/rules/tasks/repeat.ts";
import type { Due } from "../../shared/tasks.ts";
import { localTime, momentOf } from "../../shared/zoned-time.ts";

const BERLIN = "Europe/Berlin";
const due = (date: string, time: string, zone = BERLIN): Due => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return { at: momentOf(zone, date, hours * 60 + minutes), zone };
};
const clock = (at: Due | null): string | null => {
  if (at === null) return null;
  const { date, minutes } = localTime(at.zone, at.at);
  return `${date} ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
};
/** The due times that follow when each is completed in time. */
function series(first: Due, rule: string, count: number): (string | null)[] {
  const times: (string | null)[] = [];
  let now: Due | null = first;
  for (let i = 0; i < count && now !== null; i++) {
    now = nextDue(now, { rule, since: first.at }, now.at);
    times.push(clock(now));
  }
  return times;
}

describe("TASK-7: the next time", () => {
  test("stays at nine in the morning when clocks are changed", () => {
    expect(series(due("2026-03-27", "09:00"), "FREQ=DAILY", 3)).toEqual([
      "2026-03-28 09:00",
      "2026-03-29 09:00",
      "2026-03-30 09:00",
    ]);
  });

  test("at half past two in the night of the change is the moment after it, and half past two again afterwards", () => {
    expect(series(due("2026-03-27", "02:30"), "FREQ=DAILY", 3)).toEqual([
      "2026-03-28 02:30",
      "2026-03-29 03:30",
      "2026-03-30 02:30",
    ]);
    // In autumn, half past two comes twice: the first counts, once.
    expect(series(due("2026-10-24", "02:30"), "FREQ=DAILY", 2)).toEqual([
      "2026-10-25 02:30",
      "2026-10-26 02:30",
    ]);
  });

  test("of the 29th of February is the next one, and by another rule the last day of each February", () => {
    expect(series(due("2028-02-29", "09:00"), "FREQ=YEARLY", 2)).toEqual([
      "2032-02-29 09:00",
      "2036-02-29 09:00",
    ]);
    const lastDay = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1";
    expect(series(due("2028-02-29", "09:00"), lastDay, 2)).toEqual(["2029-02-28 09:00", "2030-02-28 09:00"]);
  });

  test("each month on the last day", () => {
    const rule = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
    expect(series(due("2027-01-31", "09:00"), rule, 3)).toEqual([
      "2027-02-28 09:00",
      "2027-03-31 09:00",
      "2027-04-30 09:00",
    ]);
  });

  test("every second week keeps its weeks, also when it was completed late", () => {
    const first = due("2026-12-04", "09:00");
    const late = due("2026-12-20", "12:00").at;
    expect(clock(nextDue(first, { rule: "FREQ=WEEKLY;INTERVAL=2", since: first.at }, late))).toBe(
      "2027-01-01 09:00",
    );
  });

  test("is in the zone of the task, whole days too", () => {
    const day: Due = { ...due("2026-12-31", "00:00", "Pacific/Auckland"), allDay: true };
    const next = nextDue(day, { rule: "FREQ=DAILY", since: day.at }, day.at);
    expect([clock(next), next?.allDay]).toEqual(["2027-01-01 00:00", true]);
  });

  test("ends with COUNT, with UNTIL, and with the year 9999", () => {
    expect(series(due("2026-12-04", "09:00"), "FREQ=DAILY;COUNT=3", 9)).toEqual([
      "2026-12-05 09:00",
      "2026-12-06 09:00",
      null,
    ]);
    expect(series(due("2026-12-04", "09:00"), "FREQ=DAILY;UNTIL=20261205T235959Z", 9)).toEqual([
      "2026-12-05 09:00",
      null,
    ]);
    expect(series(due("9999-12-30", "09:00"), "FREQ=DAILY", 2)).toEqual(["9999-12-31 09:00", null]);
  });

  test("of a task that is fifty years late is found", () => {
    const first = due("1976-12-04", "09:00");
    const now = due("2026-12-04", "10:00").at;
    for (const [rule, next] of [
      ["FREQ=DAILY", "2026-12-05 09:00"],
      ["FREQ=WEEKLY;BYDAY=MO", "2026-12-07 09:00"],
      ["FREQ=MONTHLY", "2027-01-04 09:00"],
      ["FREQ=YEARLY", "2027-12-04 09:00"],
    ] as const)
      expect(clock(nextDue(first, { rule, since: first.at }, now)), rule).toBe(next);
  });
});

describe("TASK-2: a rule", () => {
  test.each([
    ["rrule:freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR"],
    ["FREQ=MONTHLY;BYDAY=2FR", "FREQ=MONTHLY;BYDAY=2FR"],
    ["FREQ=DAILY;INTERVAL=3;COUNT=1000", "FREQ=DAILY;INTERVAL=3;COUNT=1000"],
  ])("%s is one", (text, rule) => expect(readRule(text)).toBe(rule));

  test.each([
    "",
    "weekly",
    "FREQ=SECONDLY",
    "FREQ=HOURLY",
    "FREQ=DAILY;COUNT=100000",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;COUNT=2;UNTIL=20300101",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYSECOND=1",
    "FREQ=DAILY\nRRULE:FREQ=SECONDLY",
    "FREQ=DAILY\nEXDATE:20300101T000000Z",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYSETPOS=99",
    "FREQ=YEARLY;RSCALE=HEBREW",
    "__proto__=1",
    "FREQ=constructor",
    `FREQ=MONTHLY;BYMONTHDAY=${"1,".repeat(100)}1`,
  ])("%s is none", (text) => expect(readRule(text)).toBeNull());

  test("that never comes true is none", () => {
    for (const rule of [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=1",
      "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
      "FREQ=YEARLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1",
      "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    ])
      expect(doesRepeat(due("2027-02-01", "09:00"), rule), rule).toBe(false);
  });
});
