import { describe, expect, test } from "vitest";
import {
  dueTasks,
  earliestDue,
  finish,
  nextBeat,
  postpone,
  schedule,
} from "../../server/rules/room/schedule.ts";
import { fullBucket, takeToken } from "../../server/sockets/token-bucket.ts";
import { migrate } from "../../server/rules/room/migrations/migrate.ts";
import { ada, grace } from "../support/people.ts";
import { nodeSql } from "../support/node-sql.ts";

function emptyStore() {
  const store = nodeSql();
  migrate(store);
  return store;
}

describe("the schedule", () => {
  test("INBOX-2: the same task asked for twice is one row, at the earlier time", () => {
    const store = emptyStore();
    schedule(store, { task: "inboxes" }, 500);
    schedule(store, { task: "inboxes" }, 300);
    schedule(store, { task: "inboxes" }, 900);
    schedule(store, { task: "inbox", user: ada }, 700);
    schedule(store, { task: "inbox", user: grace }, 800);
    expect(earliestDue(store)).toBe(300);
    expect(dueTasks(store, 700).map(({ task }) => task)).toEqual([
      { task: "inboxes" },
      { task: "inbox", user: ada },
    ]);
  });

  test("INBOX-2: all of one window is due on one beat, which is never now", () => {
    const beats = [1_000, 1_001, 1_249, 1_250].map(nextBeat);
    expect(beats).toEqual([1_250, 1_250, 1_250, 1_500]);
  });

  test("INBOX-5: a task stays on the list until it is done, and one that failed comes later each time", () => {
    const store = emptyStore();
    schedule(store, { task: "inboxes" }, 0);
    expect(dueTasks(store, 0)).toHaveLength(1);
    expect(dueTasks(store, 0)).toHaveLength(1);
    const pauses = [0, 1, 2, 3].map(() => {
      const now = earliestDue(store) ?? Number.NaN;
      for (const due of dueTasks(store, now)) postpone(store, due, now);
      return (earliestDue(store) ?? Number.NaN) - now;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("INBOX-5: a finished task is gone, unless it was asked for again meanwhile", () => {
    const store = emptyStore();
    schedule(store, { task: "inboxes" }, 250);
    const [taken] = dueTasks(store, 260);
    if (taken === undefined) throw new Error("nothing is due");
    schedule(store, { task: "inboxes" }, nextBeat(260));
    finish(store, taken, 260, null);
    expect(dueTasks(store, 499), "not at once, but on the next beat").toEqual([]);
    const [again] = dueTasks(store, 500);
    if (again === undefined) throw new Error("it was forgotten");
    finish(store, again, 500, null);
    expect(earliestDue(store)).toBeNull();
  });

  test("PRESENCE-3: a task that asks to come again does", () => {
    const store = emptyStore();
    schedule(store, { task: "presence" }, 300);
    const [look] = dueTasks(store, 300);
    if (look === undefined) throw new Error("nothing is due");
    finish(store, look, 300, 30_300);
    expect(earliestDue(store)).toBe(30_300);
  });

  test("ROOM-1: migrating twice changes nothing", () => {
    const store = emptyStore();
    schedule(store, { task: "inboxes" }, 1);
    migrate(store);
    expect(earliestDue(store)).toBe(1);
  });
});

describe("the rate", () => {
  test("FRAME-6: a burst at once, then the average, and the time until the next", () => {
    const rate = { rate: 20, burst: 60 };
    const bucket = fullBucket(rate, 0);
    const waits = Array.from({ length: 61 }, () => takeToken(bucket, rate, 0));
    expect(waits).toEqual([...Array<number>(60).fill(0), 50]);
    expect(takeToken(bucket, rate, 50)).toBe(0);
    expect(takeToken(bucket, rate, 50)).toBe(50);
    expect(takeToken(bucket, rate, 40), "a clock that goes back gives nothing").toBeGreaterThan(0);
  });
});
