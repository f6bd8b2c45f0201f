import { describe, expect, test } from "vitest";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { type RoomTask, roomSchedule } from "../../server/rules/room/tasks.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { nextBeat, type Schedule } from "../../server/storage/schedule.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";
import { ada, grace } from "../support/people.ts";

function migrated(): NodeSql {
  const store = nodeSql();
  migrate(store, roomMigrations);
  return store;
}

const emptySchedule = (): Schedule<RoomTask> => roomSchedule(migrated());

describe("the schedule", () => {
  test("INBOX-2: the same task asked for twice is one row, at the earlier time", () => {
    const tasks = emptySchedule();
    tasks.put({ task: "inboxes" }, 500);
    tasks.put({ task: "inboxes" }, 300);
    tasks.put({ task: "inboxes" }, 900);
    tasks.put({ task: "inbox", user: ada }, 700);
    tasks.put({ task: "inbox", user: grace }, 800);
    expect(tasks.earliest()).toBe(300);
    expect(tasks.due(700).map(({ task }) => task)).toEqual([
      { task: "inboxes" },
      { task: "inbox", user: ada },
    ]);
  });

  test("INBOX-2: all of one window is due on one beat, which is never now", () => {
    const beats = [1_000, 1_001, 1_249, 1_250].map(nextBeat);
    expect(beats).toEqual([1_250, 1_250, 1_250, 1_500]);
  });

  test("INBOX-5: a task stays on the list until it is done, and one that failed comes later each time", () => {
    const tasks = emptySchedule();
    tasks.put({ task: "inboxes" }, 0);
    expect(tasks.due(0)).toHaveLength(1);
    expect(tasks.due(0)).toHaveLength(1);
    const pauses = [0, 1, 2, 3].map(() => {
      const now = tasks.earliest() ?? Number.NaN;
      for (const due of tasks.due(now)) tasks.postpone(due, now);
      return (tasks.earliest() ?? Number.NaN) - now;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("INBOX-5: a finished task is gone, unless it was asked for again meanwhile", () => {
    const tasks = emptySchedule();
    tasks.put({ task: "inboxes" }, 250);
    const [taken] = tasks.due(260);
    if (taken === undefined) throw new Error("nothing is due");
    tasks.put({ task: "inboxes" }, nextBeat(260));
    tasks.finish(taken, 260, null);
    expect(tasks.due(499), "not at once, but on the next beat").toEqual([]);
    const [again] = tasks.due(500);
    if (again === undefined) throw new Error("it was forgotten");
    tasks.finish(again, 500, null);
    expect(tasks.earliest()).toBeNull();
  });

  test("PRESENCE-3: a task that asks to come again does", () => {
    const tasks = emptySchedule();
    tasks.put({ task: "presence" }, 300);
    const [look] = tasks.due(300);
    if (look === undefined) throw new Error("nothing is due");
    tasks.finish(look, 300, 30_300);
    expect(tasks.earliest()).toBe(30_300);
  });

  test("STORE-3: a task of a newer version is neither done nor lost, and holds nothing up", () => {
    const store = migrated();
    const tasks = roomSchedule(store);
    store.run("INSERT INTO schedule (task, key, due) VALUES ('remind', 'somebody', 5)");
    expect(tasks.due(10)).toEqual([]);
    expect(tasks.earliest()).toBeNull();
    tasks.put({ task: "inboxes" }, 20);
    expect(tasks.earliest()).toBe(20);
    expect(tasks.due(20, 1).map(({ task }) => task)).toEqual([{ task: "inboxes" }]);
    expect(tasks.due(20).map(({ task }) => task)).toEqual([{ task: "inboxes" }]);
    expect(store.all("SELECT task, due, attempts FROM schedule WHERE key = 'somebody'")).toEqual([
      { task: "remind", due: 5, attempts: 0 },
    ]);
  });
});
