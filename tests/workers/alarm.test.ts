import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { FAN_OUT_WINDOW } from "../../shared/limits.ts";
import { roomSchedule, type RoomTask } from "../../server/rules/room/tasks.ts";
import { nextBeat } from "../../server/storage/schedule.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { Alarm } from "../../server/storage/alarm.ts";
import { sqlStore } from "../../server/storage/durable-sql.ts";
import { ada, makeRoom, newUser } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

/** An alarm over a real room's storage. Each run of a task waits for `release`. */
async function withAlarm(work: (scene: Scene) => Promise<void>): Promise<void> {
  const room = await makeRoom([[ada, "owner"]]);
  await runInDurableObject(room, async (_, { storage }) => {
    storage.sql.exec("DELETE FROM schedule");
    const sql = sqlStore(storage.sql);
    const scene: Scene = { looks: 0, runs: [], release: () => {}, store: sql, ask: () => {} };
    scene.store = {
      ...sql,
      first(query, ...bindings) {
        scene.looks += 1;
        return sql.first(query, ...bindings);
      },
    };
    const alarm = new Alarm(storage, roomSchedule(scene.store), () => {
      scene.runs.push(Date.now());
      return new Promise((done) => (scene.release = () => done(null)));
    });
    // While sockets are open, an alarm for their check is always scheduled later.
    roomSchedule(sql).put({ task: "presence" }, Date.now() + 30_000);
    alarm.arm(Date.now());
    scene.ask = () => {
      roomSchedule(sql).put({ task: "inboxes" }, nextBeat(Date.now()));
      alarm.arm(Date.now());
    };
    await work(scene);
  });
}

interface Scene {
  /** How often the alarm has asked the schedule for the next task. */
  looks: number;
  /** When each run of the task started, ms. */
  runs: number[];
  release: () => void;
  store: SqlStore;
  ask: () => void;
}

describe("the alarm", () => {
  test("INBOX-2: what is asked for while it is done is done again on the next beat, not at once", async () => {
    await withAlarm(async (scene) => {
      scene.ask();
      await eventually(() => expect(scene.runs).toHaveLength(1));
      scene.ask();
      scene.release();
      await eventually(() => expect(scene.runs).toHaveLength(2));
      const [first = 0, second = 0] = scene.runs;
      expect(nextBeat(second)).toBeGreaterThan(nextBeat(first));
      scene.release();
    });
  });

  test("INBOX-2: waiting for a slow task costs nothing, however often it is asked for", async () => {
    await withAlarm(async (scene) => {
      scene.ask();
      await eventually(() => expect(scene.runs).toHaveLength(1));
      const before = scene.looks;
      for (let i = 0; i < 5; i++) scene.ask();
      // There is no state to wait for: the test checks that nothing happens in this time.
      await new Promise((done) => setTimeout(done, FAN_OUT_WINDOW / 2));
      expect(scene.looks - before).toBeLessThan(20);
      expect(scene.runs).toHaveLength(1);
      scene.release();
    });
  });

  test("STORE-4: it is set before the work begins, and for the next task once that is done", async () => {
    const room = await makeRoom([[ada, "owner"]]);
    await runInDurableObject(room, async (_, { storage }) => {
      storage.sql.exec("DELETE FROM schedule");
      const now = Date.now();
      const later = now + 7 * 24 * 60 * 60_000;
      const schedule = roomSchedule(sqlStore(storage.sql));
      schedule.put({ task: "directory" }, now);
      schedule.put({ task: "attachments" }, later);
      let during: number | null = null;
      const alarm = new Alarm(storage, schedule, async () => {
        during = await storage.getAlarm();
        return null;
      });
      await alarm.ring(now);
      expect(during, "a crash would repeat the work within a minute").toBeLessThan(now + 60_000);
      expect(await storage.getAlarm(), "nothing wakes the room for nothing").toBe(later);
      storage.sql.exec("DELETE FROM schedule");
      schedule.put({ task: "directory" }, now);
      await alarm.ring(now);
      expect(await storage.getAlarm()).toBeNull();
      await alarm.ring(now);
      expect(await storage.getAlarm(), "an alarm that finds nothing sets none").toBeNull();
    });
  });

  test("STORE-4: it is set when the object starts, where something is to be done and no alarm is there", async () => {
    const room = await makeRoom([[ada, "owner"]]);
    const later = Date.now() + 60 * 60_000;
    await runInDurableObject(room, async (_, { storage }) => {
      storage.sql.exec("DELETE FROM schedule");
      roomSchedule(sqlStore(storage.sql)).put({ task: "attachments" }, later);
      await storage.deleteAlarm();
    });
    await evictDurableObject(room);
    expect(await runInDurableObject(room, (_, { storage }) => storage.getAlarm())).toBe(later);
  });

  test("STORE-5: asking again for the same time writes nothing", async () => {
    const room = await makeRoom([[ada, "owner"]]);
    await runInDurableObject(room, (_, { storage }) => {
      const written: number[] = [];
      const store: SqlStore = {
        ...sqlStore(storage.sql),
        run(query, ...bindings) {
          written.push(storage.sql.exec(query, ...bindings).rowsWritten);
        },
      };
      for (let time = 0; time < 2; time++) roomSchedule(store).put({ task: "inbox", user: ada }, 1_000);
      expect(written).toEqual([1, 0]);
    });
  });

  test("STORE-4: no more tasks are done together than may be", async () => {
    const room = await makeRoom([[ada, "owner"]]);
    await runInDurableObject(room, async (_, { storage }) => {
      storage.sql.exec("DELETE FROM schedule");
      const schedule = roomSchedule(sqlStore(storage.sql));
      const people = Array.from({ length: 7 }, () => newUser());
      for (const user of people) schedule.put({ task: "inbox", user }, 1);
      let underWay = 0;
      const most: number[] = [];
      const done = new Set<string>();
      const run = async (task: RoomTask): Promise<null> => {
        underWay += 1;
        most.push(underWay);
        await Promise.resolve();
        underWay -= 1;
        if (task.task === "inbox") done.add(task.user);
        return null;
      };
      await new Alarm(storage, schedule, run, 3).ring(Date.now());
      await eventually(() => expect(done).toEqual(new Set(people)));
      expect(Math.max(...most)).toBe(3);
    });
  });
});
