import { describe, expect, test } from "vitest";
import { MAX_OPEN_TASKS, MAX_TASK_TITLE, type Due, type Task } from "../../shared/tasks.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { noteTasksTold, taskNews } from "../../server/rules/room/task-news.ts";
import { beginEpoch } from "../../server/rules/room/witness.ts";
import { taskPage } from "../../server/rules/room/room-tasks.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { ada, bot, grace, linus, mallory, newMessageId } from "../support/people.ts";
import { catchUpView, type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";
import { applyWelcome } from "../../shared/room-view.ts";

const friday: Due = { at: Date.UTC(2026, 11, 4, 8), zone: "Europe/Berlin" };
const WEEK = 7 * 24 * 3_600_000;

const shed = (): TestRoom =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
    [bot, "member"],
  ]);

function taskOf(room: TestRoom, seq: Seq, reader: UserId = grace): Task | undefined {
  return room.fresh(reader).messages.find((message) => message.seq === seq)?.task;
}

const titles = (room: TestRoom, state: "open" | "ended" = "open"): string[] =>
  taskPage(room.store, state, null).messages.map(({ text }) => text);

describe("making", () => {
  test("TASK-1: a task is a message of the room, and everyone sees it with its due time and assignee", () => {
    const room = shed();
    const seq = room.says(ada, "water the plants", { task: { due: friday, assignee: grace, notes: "All." } });
    expect(taskOf(room, seq, linus)).toMatchObject({
      state: "open",
      due: friday,
      assignee: grace,
      notes: "All.",
      version: 1,
    });
  });

  test("TASK-1: sending it twice makes one task, and no agent answers it", () => {
    const room = testRoom(
      [
        [ada, "owner"],
        [bot, "member"],
      ],
      "session",
    );
    const frame = {
      type: "send",
      id: newMessageId(),
      text: "water the plants",
      task: { due: friday },
    } as const;
    const first = room.does(ada, frame);
    expect(room.does(ada, frame)).toEqual({ seq: "seq" in first ? first.seq : null, effects: [] });
    expect(titles(room)).toEqual(["water the plants"]);
    expect(room.fresh(ada).queue).toEqual([]);
    expect(room.attempts.live()).toEqual([]);
  });

  test("TASK-2: what cannot be is refused, and nothing is stored", () => {
    const room = shed();
    const tries = [
      [{ due: { at: 253_402_300_800_000, zone: "UTC" } }, "bad_type"],
      [{ due: { at: -1, zone: "UTC" } }, "bad_type"],
      [{ due: { at: 1, zone: "Mars/Olympus" } }, "bad_type"],
      [{ repeat: "FREQ=DAILY" }, "bad_type"],
      [{ due: friday, repeat: "FREQ=DAILY;COUNT=100000" }, "bad_type"],
      [{ assignee: mallory }, "not_found"],
      [{ assignee: bot }, "not_found"],
      [{ notes: "x".repeat(4_001) }, "too_large"],
    ] as const;
    for (const [task, code] of tries)
      expect(
        room.refuses(ada, { type: "send", id: newMessageId(), text: "x", task }),
        JSON.stringify(task),
      ).toBe(code);
    const long = "x".repeat(MAX_TASK_TITLE + 1);
    expect(room.refuses(ada, { type: "send", id: newMessageId(), text: long, task: {} })).toBe("too_large");
    const seq = room.says(ada, "short", { task: {} });
    expect(room.refuses(ada, { type: "edit", target: seq, version: 1, text: long })).toBe("too_large");
    expect(titles(room)).toEqual(["short"]);
  });

  test("TASK-2: a day in the past, and the last one of the year 9999, are days", () => {
    const room = shed();
    for (const at of [0, Date.UTC(9999, 11, 31)])
      expect(taskOf(room, room.says(ada, "x", { task: { due: { at, zone: "UTC" } } }))?.due?.at).toBe(at);
  });

  test("TASK-2: a whole day begins at its midnight in its zone", () => {
    const room = shed();
    const seq = room.says(ada, "x", { task: { due: { ...friday, allDay: true } } });
    expect(taskOf(room, seq)?.due?.at).toBe(Date.UTC(2026, 11, 3, 23));
  });

  test("TASK-3: conversations with visitors have no tasks", () => {
    const room = testRoom(
      [
        [ada, "owner"],
        [linus, "visitor"],
      ],
      "support",
    );
    for (const user of [ada, linus])
      expect(room.refuses(user, { type: "send", id: newMessageId(), text: "x", task: {} })).toBe("forbidden");
  });

  test("TASK-2: a room has at most 10,000 open tasks, and a page of them stays small", () => {
    const room = shed();
    room.says(ada, "x", { task: {} });
    room.store.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO messages (seq, id, author, at, text, version, task, task_state, task_order)
       SELECT 1000000 + i, 'm' || i, ?, 1, 'task ' || i, 1, json_object('state', 'open', 'order', 'b' || i, 'version', 1), 'open',
         'b' || (100000 + i) FROM n`,
      MAX_OPEN_TASKS - 1,
      ada,
    );
    expect(room.refuses(ada, { type: "send", id: newMessageId(), text: "one more", task: {} })).toBe(
      "too_many",
    );
    let next: string | null = null;
    let seen = 0;
    do {
      const page = taskPage(room.store, "open", next);
      expect(page.messages.length).toBeLessThanOrEqual(100);
      expect(page.open).toBe(MAX_OPEN_TASKS);
      seen += page.messages.length;
      next = page.next;
    } while (next !== null);
    expect(seen).toBe(MAX_OPEN_TASKS);
  });
});

describe("changing", () => {
  test("TASK-4: who may write changes it, others not", () => {
    const room = shed();
    const seq = room.says(ada, "water the plants", { task: {} });
    expect(room.refuses(linus, { type: "task.state", target: seq, state: "done" })).toBe("forbidden");
    expect(room.refuses(mallory, { type: "task.state", target: seq, state: "done" })).toBe("forbidden");
    room.does(grace, { type: "task.change", target: seq, due: friday, assignee: grace });
    expect(taskOf(room, seq)).toMatchObject({ due: friday, assignee: grace, version: 2 });
    room.does(grace, { type: "task.change", target: seq, due: null, assignee: null });
    expect(taskOf(room, seq)).toMatchObject({ version: 3 });
    expect(taskOf(room, seq)).not.toHaveProperty("due");
    expect(taskOf(room, seq)).not.toHaveProperty("assignee");
  });

  test("TASK-4: what is no task, or is deleted, is not found", () => {
    const room = shed();
    const said = room.says(ada, "hello");
    const gone = room.says(ada, "water the plants", { task: {} });
    room.does(ada, { type: "delete", target: gone });
    for (const target of [said, gone, 999, 1.5, -1, Infinity])
      expect(room.refuses(ada, { type: "task.state", target, state: "done" })).toBe("not_found");
  });

  test("TASK-5: two people write notes, and the second is told instead of replacing the first", () => {
    const room = shed();
    const seq = room.says(ada, "water the plants", { task: {} });
    expect(
      room.refuses(ada, { type: "task.change", target: seq, version: 1, notes: "Not the cactus." }),
    ).toBe(null);
    expect(room.refuses(grace, { type: "task.change", target: seq, version: 1, notes: "Twice." })).toBe(
      "conflict",
    );
    expect(room.refuses(grace, { type: "task.change", target: seq, notes: "Twice." })).toBe("conflict");
    expect(taskOf(room, seq)?.notes).toBe("Not the cactus.");
  });

  test("TASK-6: completing twice, also by two people at once, is one event", () => {
    const room = shed();
    const seq = room.says(ada, "water the plants", { task: {} });
    room.does(ada, { type: "task.state", target: seq, state: "done" });
    const head = room.head();
    room.does(grace, { type: "task.state", target: seq, state: "done" });
    expect(room.head()).toBe(head);
    expect(taskOf(room, seq)).toMatchObject({ state: "done", ended: { by: ada } });
    room.does(grace, { type: "task.state", target: seq, state: "open" });
    expect(taskOf(room, seq)).not.toHaveProperty("ended");
  });

  test("TASK-7: a task that repeats moves to its next time, and the same time is completed once", () => {
    const room = shed();
    room.clock.now = friday.at - 1_000;
    const seq = room.says(ada, "water the plants", { task: { due: friday, repeat: "FREQ=WEEKLY" } });
    room.does(ada, { type: "task.state", target: seq, state: "done", due: friday.at });
    room.does(grace, { type: "task.state", target: seq, state: "done", due: friday.at });
    expect(taskOf(room, seq)).toMatchObject({ state: "open", times: 1, due: { at: friday.at + WEEK } });
  });

  test("TASK-7: after its last time it is done", () => {
    const room = shed();
    room.clock.now = friday.at;
    const seq = room.says(ada, "x", { task: { due: friday, repeat: "FREQ=WEEKLY;COUNT=2" } });
    room.does(ada, { type: "task.state", target: seq, state: "done" });
    expect(taskOf(room, seq)?.state).toBe("open");
    room.does(ada, { type: "task.state", target: seq, state: "done" });
    expect(taskOf(room, seq)).toMatchObject({ state: "done", times: 2 });
  });
});

describe("order", () => {
  test("TASK-8: a task is put before another one, or at the end", () => {
    const room = shed();
    const [a, b, c] = ["a", "b", "c"].map((text) => room.says(ada, text, { task: {} })) as [Seq, Seq, Seq];
    room.does(grace, { type: "task.move", target: c, before: a });
    expect(titles(room)).toEqual(["c", "a", "b"]);
    room.does(grace, { type: "task.move", target: c, before: b });
    expect(titles(room)).toEqual(["a", "c", "b"]);
    room.does(grace, { type: "task.move", target: a, before: null });
    expect(titles(room)).toEqual(["c", "b", "a"]);
    const head = room.head();
    room.does(grace, { type: "task.move", target: a, before: null });
    room.does(grace, { type: "task.move", target: c, before: b });
    expect(room.head()).toBe(head);
  });

  test("TASK-8: moved ten thousand times to the same place, keys stay short and the order is right", () => {
    const room = shed();
    const [first, a, b, last] = ["first", "a", "b", "last"].map((text) =>
      room.says(ada, text, { task: {} }),
    ) as [Seq, Seq, Seq, Seq];
    for (let i = 0; i < 5_000; i++) {
      room.does(ada, { type: "task.move", target: i % 2 === 0 ? a : b, before: i % 2 === 0 ? b : a });
    }
    expect(titles(room)).toEqual(["first", "b", "a", "last"]);
    for (const seq of [first, a, b, last]) expect(taskOf(room, seq)?.order.length).toBeLessThanOrEqual(60);
  });

  test("TASK-8: those that have ended come newest first, and an opened one has its place again", () => {
    const room = shed();
    const [a, b, c] = ["a", "b", "c"].map((text) => room.says(ada, text, { task: {} })) as [Seq, Seq, Seq];
    for (const target of [c, a]) {
      room.clock.now += 1_000;
      room.does(ada, { type: "task.state", target, state: "done" });
    }
    expect([titles(room), titles(room, "ended")]).toEqual([["b"], ["a", "c"]]);
    room.does(ada, { type: "task.state", target: a, state: "open" });
    expect(titles(room)).toEqual(["a", "b"]);
    expect(b).toBeGreaterThan(a);
  });
});

describe("TASK-12: inboxes", () => {
  /** Tells this person's inbox all news, as the alarm does. */
  function tell(room: TestRoom, user: UserId): (string | null)[] {
    const news = taskNews(room.store, user);
    if (news === null) return [];
    noteTasksTold(room.store, user, news);
    return [...news.tasks.map(({ task }) => task?.title ?? null), ...tell(room, user)];
  }

  test("are told what changed, once, and who left and came back is told all of theirs again", () => {
    const room = shed();
    for (const title of ["a", "b"]) room.says(ada, title, { task: { assignee: grace } });
    expect(tell(room, grace)).toEqual(["a", "b"]);
    expect([tell(room, grace), tell(room, ada)]).toEqual([[], []]);
    room.does(ada, { type: "remove", user: grace });
    expect([tell(room, grace), tell(room, ada)]).toEqual([
      [null, null],
      ["a", "b"],
    ]);
    room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
    expect([tell(room, grace), tell(room, ada)]).toEqual([
      ["a", "b"],
      [null, null],
    ]);
  });

  test("are told what changed while they were told", () => {
    const room = shed();
    const target = room.says(ada, "a", { task: {} });
    const news = taskNews(room.store, ada);
    if (news === null) throw new Error("nothing is news");
    room.does(grace, { type: "task.state", target, state: "done" });
    noteTasksTold(room.store, ada, news);
    expect(taskNews(room.store, ada)?.tasks).toMatchObject([{ task: { task: { state: "done" } } }]);
  });

  test("are told everything again in a new epoch", () => {
    const room = shed();
    room.says(ada, "a", { task: {} });
    tell(room, ada);
    beginEpoch(room.store, { generation: "1", newEpoch: () => "epoch-2", now: room.clock.now });
    expect(taskNews(room.store, ada)).toMatchObject({ epoch: "epoch-2", tasks: [{ task: { title: "a" } }] });
  });
});

describe("what is gone", () => {
  test("TASK-9: nothing of a deleted task is left in any table", () => {
    const room = shed();
    const seq = room.says(ada, "secret plan", { task: { notes: "secret notes" } });
    room.does(ada, { type: "task.change", target: seq, version: 1, notes: "other secret" });
    room.does(ada, { type: "delete", target: seq });
    const tables = room.store.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
    for (const { name } of tables)
      expect(JSON.stringify(room.store.all(`SELECT * FROM "${name}"`)), name).not.toContain("secret");
    expect(titles(room)).toEqual([]);
  });

  test("TASK-9: a held task shows nothing, also to who catches up, and comes back when it is released", () => {
    const room = shed();
    const before = viewFromArrival(room.hello(grace));
    const seq = room.says(ada, "plan", { task: { notes: "secret notes" } });
    room.does(ada, { type: "task.change", target: seq, assignee: grace });
    const by = { user: ada, now: room.clock.now };
    const caughtUp = () => {
      const { welcome, events } = room.hello(grace, before.head, before.epoch);
      expect(JSON.stringify(events).includes("secret")).toBe(taskOf(room, seq) !== undefined);
      return catchUpView(applyWelcome(before, welcome) ?? before, events).messages.at(-1)?.task;
    };
    room.store.transaction(() => moderateMessage(room.store, seq, { state: "held", categories: [] }, by));
    expect([taskOf(room, seq), caughtUp()]).toEqual([undefined, undefined]);
    expect(room.refuses(ada, { type: "task.state", target: seq, state: "done" })).toBe("conflict");
    expect(titles(room)).toEqual([]);
    room.store.transaction(() => moderateMessage(room.store, seq, null, by));
    expect(taskOf(room, seq)).toMatchObject({ assignee: grace, notes: "secret notes" });
    expect(caughtUp()).toEqual(taskOf(room, seq));
  });

  test("TASK-9: a task that was held when it was sent has its values after its release", () => {
    const room = shed();
    room.does(ada, {
      type: "send",
      id: newMessageId(),
      text: "plan",
      task: { notes: "secret notes" },
      moderation: { state: "held", categories: [] },
    });
    const seq = room.head();
    expect(taskOf(room, seq)).toBeUndefined();
    room.does(ada, { type: "moderate", target: seq, decision: "release" });
    expect(taskOf(room, seq)?.notes).toBe("secret notes");
  });
});
