import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { FAN_OUT_WINDOW } from "../../shared/limits.ts";
import { nextBeat, schedule } from "../../server/rules/room/schedule.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { Alarm } from "../../server/objects/room/alarm.ts";
import { sqlStore } from "../../server/storage/durable-sql.ts";
import { ada, makeRoom } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

/** An alarm over a real room's storage; each run of a task waits for `release`. */
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
    const alarm = new Alarm(storage, scene.store, () => {
      scene.runs.push(Date.now());
      return new Promise((done) => (scene.release = () => done(null)));
    });
    // While sockets are open there is always an alarm that stands behind.
    schedule(sql, { task: "presence" }, Date.now() + 30_000);
    alarm.arm(Date.now());
    scene.ask = () => {
      schedule(sql, { task: "inboxes" }, nextBeat(Date.now()));
      alarm.arm(Date.now());
    };
    await work(scene);
  });
}

interface Scene {
  /** How often the alarm asked the schedule what is next. */
  looks: number;
  /** When the task was begun. */
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
      // Nothing to wait for: the point is that nothing happens.
      await new Promise((done) => setTimeout(done, FAN_OUT_WINDOW / 2));
      expect(scene.looks - before).toBeLessThan(20);
      expect(scene.runs).toHaveLength(1);
      scene.release();
    });
  });
});
