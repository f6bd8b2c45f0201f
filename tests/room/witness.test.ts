import { describe, expect, test } from "vitest";
import { putEntry, headBefore } from "../../server/rules/inbox/room-entries.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { changeSettings, findSettings } from "../../server/rules/inbox/settings.ts";
import { totals } from "../../server/rules/inbox/list-rooms.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { renewEpochIfRestored } from "../../server/rules/room/room.ts";
import { roomSchedule } from "../../server/rules/room/tasks.ts";
import { DEVICE_WORD_PAUSE, hearWitness, type Witness } from "../../server/rules/room/witness.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { nodeSql } from "../support/node-sql.ts";
import { ada, grace } from "../support/people.ts";
import { testRoom, type TestRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

let epochs = 0;
const hears = (room: TestRoom, witness: Omit<Witness, "epoch"> & { epoch?: string }) =>
  hearWitness(
    room.store,
    { epoch: "epoch-0", ...witness },
    { generation: "0", newEpoch: () => `renewed-${(epochs += 1)}`, now: room.clock.now },
  );
const epochOf = (room: TestRoom) => room.hello(ada).welcome.epoch;

describe("a room that has lost its end", () => {
  test.each(["server", "device"] as const)(
    "RESUME-9: is behind the head that a %s knows, and starts over",
    (by) => {
      const room = newRoom();
      room.says(ada, "hello");
      const { effects } = hears(room, { by, head: room.head() + 1 });
      expect(effects.map(({ type }) => type)).toEqual(["restart", "arm"]);
      const { welcome } = room.hello(grace, room.head(), "epoch-0");
      expect(welcome.epoch).not.toBe("epoch-0");
      expect(welcome.reset).not.toBeNull();
      const tasks = roomSchedule(room.store)
        .due(Number.MAX_SAFE_INTEGER)
        .map(({ task }) => task.task);
      expect(tasks).toEqual(expect.arrayContaining(["inboxes", "directory"]));
    },
  );

  test("RESUME-9: a head that the room has, or one of another epoch, changes nothing", () => {
    const room = newRoom();
    room.says(ada, "hello");
    for (const witness of [
      { by: "server", head: room.head() },
      { by: "server", head: room.head() - 1 },
      { by: "server", head: 1_000, epoch: "another" },
      { by: "device", head: Number.NaN },
    ] as const)
      expect(hears(room, witness).effects).toEqual([]);
    expect(epochOf(room)).toBe("epoch-0");
  });

  test("RESUME-10: the word of devices begins one epoch an hour; the server's own always counts", () => {
    const room = newRoom();
    hears(room, { by: "device", head: 1_000 });
    const first = epochOf(room);
    expect(hears(room, { by: "device", epoch: first, head: 1_000 }).effects).toEqual([]);
    expect(epochOf(room)).toBe(first);
    // Whoever claims it starts over alone.
    expect(room.hello(grace, 1_000, first).welcome.reset).not.toBeNull();
    hears(room, { by: "server", epoch: first, head: 1_000 });
    const second = epochOf(room);
    expect(second).not.toBe(first);
    room.clock.now += DEVICE_WORD_PAUSE;
    hears(room, { by: "device", epoch: second, head: 1_000 });
    expect(epochOf(room)).not.toBe(second);
  });

  test("RESUME-5: a generation that is lower than before was given for one start only", () => {
    const room = newRoom();
    const start = (generation: string) =>
      renewEpochIfRestored(room.store, {
        generation,
        newEpoch: () => `at-${generation}`,
        now: room.clock.now,
      });
    start("1");
    expect(epochOf(room)).toBe("at-1");
    start("0");
    start("1");
    expect(epochOf(room)).toBe("at-1");
    start("2");
    expect(epochOf(room)).toBe("at-2");
  });
});

describe("an inbox that knows more than a room", () => {
  function inbox() {
    const store = nodeSql();
    migrate(store, inboxMigrations);
    return store;
  }

  function entryAfter(room: TestRoom) {
    const entry = inboxEntryOf(room.store, grace);
    if (entry === null) throw new Error("Grace is not there.");
    return entry;
  }

  test("RESUME-9: says which head it knows, and takes the entry of the new epoch with its counts", () => {
    const store = inbox();
    const room = newRoom();
    const restored = entryAfter(room);
    for (let i = 0; i < 40; i++) room.says(ada, `${i}`);
    const before = entryAfter(room);
    expect(before.unread).toBe(40);
    putEntry(store, before);
    changeSettings(store, { ...before, read: before.head }, { unread: true }, 0);

    expect(putEntry(store, restored)).toBe(false);
    expect(headBefore(store, restored)).toBe(before.head);
    expect(totals(store).unread).toBe(1);

    expect(putEntry(store, { ...restored, epoch: "renewed" })).toBe(true);
    expect(headBefore(store, { ...restored, epoch: "renewed" })).toBeNull();
    // The mark was at a cursor that the room does not reach any more.
    expect(findSettings(store, restored.room)?.unread).toBe(restored.read);
    changeSettings(store, restored, { unread: false }, 0);
    expect(totals(store).unread).toBe(0);
  });
});
