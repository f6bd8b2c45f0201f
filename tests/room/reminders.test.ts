import { beforeEach, describe, expect, test } from "vitest";
import { answerReminders } from "../../server/rules/inbox/answer-reminders.ts";
import { beginning } from "../../server/rules/inbox/answer.ts";
import {
  listReminders,
  makeDue,
  nextReminder,
  waitingReminders,
} from "../../server/rules/inbox/reminders.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { makeId, type ReminderId } from "../../shared/ids.ts";
import {
  MAX_DONE_REMINDERS,
  MAX_REMINDER_AHEAD,
  MAX_REMINDERS,
  REMINDERS_PAGE,
} from "../../shared/limits.ts";
import type { AddReminder, ReminderPlace } from "../../shared/protocol/reminder-frames.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { nodeSql } from "../support/node-sql.ts";

const NOW = 1_800_000_000_000;
const idOf = (n: number): ReminderId =>
  makeId("rem", (bytes) => (bytes.fill(0).set([n >> 8, n & 255]), bytes));
const wanted = (n: number, more: Partial<AddReminder> = {}): AddReminder => ({
  ...{ type: "reminder.add", ref: 1, id: idOf(n), about: { type: "none" }, text: "Water the plants" },
  ...{ due: NOW + 1_000, ...more },
});

let store: SqlStore;
beforeEach(() => {
  store = nodeSql();
  migrate(store, inboxMigrations);
});
const add = (n: number, more: Partial<AddReminder> = {}) => answerReminders(store, wanted(n, more), NOW);
const snooze = (n: number, due: number, now = NOW) =>
  answerReminders(store, { type: "reminder.change", ref: 2, id: idOf(n), change: { due } }, now);
const end = (n: number, now = NOW) =>
  answerReminders(store, { type: "reminder.change", ref: 3, id: idOf(n), change: { done: true } }, now);
const ring = (now: number) =>
  waitingReminders(store, now, 100).flatMap((each) => makeDue(store, each, each.text) ?? []);

describe("making one", () => {
  test("REMIND-1: tells all devices once, and a repeated frame changes nothing", () => {
    expect(add(1)).toEqual({
      tell: {
        type: "reminders",
        changed: [
          {
            ...{ id: idOf(1), about: { type: "none" }, text: "Water the plants" },
            ...{ due: NOW + 1_000, state: "waiting", madeAt: NOW },
          },
        ],
        removed: [],
        due: 0,
      },
      reply: { type: "ok", ref: 1 },
    });
    expect(add(1)).toEqual({ reply: { type: "ok", ref: 1 } });
    snooze(1, NOW + 9_000);
    expect(add(1)).toEqual({ reply: { type: "ok", ref: 1 } });
    end(1);
    expect(add(1)).toEqual({ reply: { type: "ok", ref: 1 } });
    expect(listReminders(store, false, null).reminders).toEqual([]);
  });

  test.each([{ text: "Water the tree" }, { due: NOW + 2_000 }])(
    "REMIND-1: the same id for another one is refused: %j",
    (more) => {
      add(1);
      expect(add(1, more)).toMatchObject({ reply: { type: "error", code: "conflict" } });
      expect(listReminders(store, false, null).reminders).toMatchObject([{ text: "Water the plants" }]);
    },
  );

  test("REMIND-3: a time up to five years ahead is accepted, and one that has passed", () => {
    expect(add(1, { due: NOW + MAX_REMINDER_AHEAD }).reply.type).toBe("ok");
    expect(add(2, { due: NOW + MAX_REMINDER_AHEAD + 1 }).reply).toMatchObject({ code: "bad_type" });
    expect(add(3, { due: Date.parse("9999-12-31") }).reply).toMatchObject({ code: "bad_type" });
    expect(add(4, { due: 0 }).reply.type).toBe("ok");
    expect(ring(NOW).map(({ id }) => id)).toEqual([idOf(4)]);
    expect(snooze(1, NOW + MAX_REMINDER_AHEAD + 1).reply).toMatchObject({ code: "bad_type" });
  });

  test.each(["", "  \n ", "\u200b\u2060"])(
    "REMIND-3: a text without anything visible is refused: %j",
    (text) => {
      expect(add(1, { text }).reply).toMatchObject({ code: "bad_type" });
    },
  );

  test("REMIND-7: about a room that is not in the list is refused", () => {
    const room = makeId("room", (bytes) => bytes.fill(7));
    expect(add(1, { about: { type: "room", room } }).reply).toMatchObject({ code: "not_found" });
    expect(add(1, { about: { type: "message", room, seq: 3 } }).reply).toMatchObject({ code: "not_found" });
  });

  test("REMIND-4: 1,000 open ones are accepted, and no done one comes back beyond them", () => {
    for (let n = 0; n < MAX_REMINDERS; n++) add(n);
    expect(add(MAX_REMINDERS).reply).toMatchObject({ type: "error", code: "too_many" });
    end(0);
    expect(add(MAX_REMINDERS).reply.type).toBe("ok");
    expect(snooze(0, NOW + 5).reply).toMatchObject({ code: "too_many" });
  });

  test("REMIND-4: the newest 200 done ones are kept", () => {
    for (let n = 0; n < MAX_DONE_REMINDERS + 5; n++) {
      add(n);
      end(n, NOW + n);
    }
    const done = [...walk(true)];
    expect(done).toHaveLength(MAX_DONE_REMINDERS);
    expect(done[0]).toBe(idOf(MAX_DONE_REMINDERS + 4));
    expect(done).not.toContain(idOf(4));
  });
});

describe("becoming due", () => {
  test("REMIND-2: at its time, and once", () => {
    add(1);
    expect(nextReminder(store)).toBe(NOW + 1_000);
    expect(ring(NOW + 999)).toEqual([]);
    expect(ring(NOW + 1_000)).toMatchObject([{ id: idOf(1), state: "due" }]);
    expect(ring(NOW + 1_000)).toEqual([]);
    expect(nextReminder(store)).toBeNull();
  });

  test("REMIND-2: not if it was snoozed while its text was read", () => {
    add(1);
    const [waiting] = waitingReminders(store, NOW + 1_000, 1);
    if (waiting === undefined) throw new Error("nothing is due");
    snooze(1, NOW + 60_000);
    expect(makeDue(store, waiting, "late")).toBeNull();
    expect(nextReminder(store)).toBe(NOW + 60_000);
  });

  test("REMIND-5: it is snoozed and done, and repeated frames have no effect", () => {
    add(1);
    ring(NOW + 1_000);
    expect(snooze(1, NOW + 60_000, NOW + 2_000).tell).toMatchObject({
      changed: [{ state: "waiting" }],
      due: 0,
    });
    expect(snooze(1, NOW + 60_000, NOW + 2_000)).toEqual({ reply: { type: "ok", ref: 2 } });
    ring(NOW + 60_000);
    expect(snooze(1, NOW + 60_000, NOW + 61_000)).toEqual({ reply: { type: "ok", ref: 2 } });
    expect(beginning(store, NOW + 61_000).remindersDue).toBe(1);
    expect(end(1).tell).toMatchObject({ changed: [{ state: "done", endedAt: NOW }], due: 0 });
    expect(end(1)).toEqual({ reply: { type: "ok", ref: 3 } });
    expect(snooze(1, NOW + 60_000).tell).toMatchObject({ changed: [{ state: "waiting" }] });
    expect(snooze(2, NOW).reply).toMatchObject({ code: "not_found" });
    expect(end(2).reply).toMatchObject({ code: "not_found" });
  });

  test("REMIND-8: the first frame counts those that are due, and the list has them in pages", () => {
    for (let n = 0; n < REMINDERS_PAGE * 2 + 1; n++) add(n, { due: NOW + Math.floor(n / 3) });
    expect(beginning(store, NOW).remindersDue).toBeUndefined();
    ring(NOW);
    expect(beginning(store, NOW).remindersDue).toBe(3);
    const seen = [...walk(false)];
    expect(seen).toEqual([...Array(REMINDERS_PAGE * 2 + 1).keys()].map(idOf));
  });
});

function* walk(done: boolean): Generator<ReminderId> {
  let after: ReminderPlace | null = null;
  do {
    const page: ReturnType<typeof listReminders> = listReminders(store, done, after);
    expect(page.reminders.length).toBeLessThanOrEqual(REMINDERS_PAGE);
    yield* page.reminders.map(({ id }) => id);
    after = page.next;
  } while (after !== null);
}
