import { beforeEach, describe, expect, test } from "vitest";
import { answerTasks } from "../../server/rules/inbox/answer-tasks.ts";
import { dropTasks, putTasks } from "../../server/rules/inbox/told-tasks.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import type { ToldTask } from "../../server/rules/room/task-news.ts";
import { migrate } from "../../server/storage/migrate.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { makeId, type PersonalTaskId } from "../../shared/ids.ts";
import { MAX_ENDED_TASKS } from "../../shared/limits.ts";
import type { InboxServerFrame } from "../../shared/protocol/inbox-frames.ts";
import type { ListedTask, TaskRequest, TasksPageFrame } from "../../shared/protocol/task-frames.ts";
import { roomTaskId, type TaskId } from "../../shared/task-id.ts";
import type { TaskList } from "../../shared/tasks.ts";
import { type Due, MAX_OPEN_TASKS, type NewTask, type TaskChange } from "../../shared/tasks.ts";
import { momentOf } from "../../shared/zoned-time.ts";
import { ada, grace, newRoomId } from "../support/people.ts";
import { nodeSql } from "../support/node-sql.ts";

const BERLIN = "Europe/Berlin";
const SYDNEY = "Australia/Sydney";
/** Friday, ten in the morning in Berlin. */
const NOW = momentOf(BERLIN, "2026-12-04", 600);
const day = (date: string, zone = BERLIN): Due => ({ at: momentOf(zone, date, 0), zone, allDay: true });
const time = (date: string, hour: number, zone = BERLIN): Due => ({
  at: momentOf(zone, date, hour * 60),
  zone,
});
const idOf = (n: number): PersonalTaskId =>
  makeId("task", (bytes) => (bytes.fill(0).set([n >> 8, n & 255]), bytes));

let store: SqlStore;
let now = NOW;
beforeEach(() => {
  store = nodeSql();
  migrate(store, inboxMigrations);
  now = NOW;
});

type Asked = TaskRequest extends infer Each ? (Each extends TaskRequest ? Omit<Each, "ref"> : never) : never;
const does = (frame: Asked) => answerTasks(store, { ref: 1, ...frame } as TaskRequest, { user: ada, now });
const replyTo = (frame: Asked): InboxServerFrame => does(frame).reply;
const codeOf = (frame: Asked) => {
  const reply = replyTo(frame);
  return reply.type === "error" ? reply.code : null;
};
const add = (n: number, title: string, task: NewTask = {}) =>
  does({ type: "task.add", id: idOf(n), title, task });
const change = (n: number, change: TaskChange & { title?: string; version?: number }) =>
  does({ type: "task.change", id: idOf(n), ...change });
function page(list: TaskList, zone = BERLIN, after: string | null = null): TasksPageFrame {
  const reply = replyTo({ type: "task.list", list, zone, after });
  if (reply.type !== "tasks.page") throw new Error(JSON.stringify(reply));
  return reply;
}
const titles = (list: TaskList, zone = BERLIN): string[] => page(list, zone).tasks.map(({ title }) => title);
const opened = (n: number): ListedTask => {
  const reply = replyTo({ type: "task.open", id: idOf(n) });
  if (reply.type !== "task") throw new Error(JSON.stringify(reply));
  return reply.task;
};

describe("a personal task", () => {
  test("TASK-10: is made once, and all devices of the person are told", () => {
    expect(add(1, "Water the plants", { due: day("2026-12-04"), notes: "All." })).toMatchObject({
      tell: { type: "tasks", changed: [{ id: idOf(1), title: "Water the plants", hasNotes: true }] },
      reply: { type: "ok" },
    });
    expect(add(1, "Water the plants", { due: day("2026-12-04"), notes: "All." })).toEqual({
      reply: { type: "ok", ref: 1 },
    });
    expect(add(1, "Other").reply).toMatchObject({ code: "conflict" });
    expect(page("today").tasks[0]?.task).not.toHaveProperty("notes");
    expect(opened(1).task.notes).toBe("All.");
  });

  test("TASK-10: what cannot be is refused, and an id of nobody or of a room is not found", () => {
    expect(add(1, " ").reply).toMatchObject({ code: "bad_type" });
    expect(add(1, "x".repeat(501)).reply).toMatchObject({ code: "too_large" });
    expect(add(1, "x", { assignee: grace }).reply).toMatchObject({ code: "not_found" });
    expect(add(1, "x", { due: day("2026-12-04"), repeat: "FREQ=DAILY;COUNT=100000" }).reply).toMatchObject({
      code: "bad_type",
    });
    for (const id of [idOf(9), roomTaskId(newRoomId(), 1)]) {
      expect(codeOf({ type: "task.change", id, due: null })).toBe("not_found");
      expect(codeOf({ type: "task.state", id, state: "done" })).toBe("not_found");
      expect(codeOf({ type: "task.place", id, before: null })).toBe("not_found");
      expect(codeOf({ type: "task.open", id })).toBe("not_found");
    }
    expect(page("undated").tasks).toEqual([]);
  });

  test("TASK-10: its texts are replaced only by whoever has seen them", () => {
    add(1, "Water the plants");
    expect(change(1, { notes: "Not the cactus.", version: 1 }).reply.type).toBe("ok");
    expect(change(1, { notes: "Twice.", version: 1 }).reply).toMatchObject({ code: "conflict" });
    expect(change(1, { title: "Water the cactus", version: 2 }).reply.type).toBe("ok");
    expect(change(1, { due: day("2026-12-05") }).reply.type).toBe("ok");
    expect(opened(1)).toMatchObject({
      title: "Water the cactus",
      task: { notes: "Not the cactus.", version: 4 },
    });
  });

  test("TASK-7, TASK-10: repeats, and the same time is done once", () => {
    add(1, "Water the plants", { due: day("2026-12-04"), repeat: "FREQ=DAILY" });
    for (let i = 0; i < 2; i++)
      does({ type: "task.state", id: idOf(1), state: "done", due: day("2026-12-04").at });
    expect(opened(1).task).toMatchObject({ state: "open", due: day("2026-12-05"), times: 1 });
    expect([titles("today"), titles("upcoming")]).toEqual([[], ["Water the plants"]]);
  });

  test("TASK-10: removing it again changes nothing", () => {
    add(1, "Water the plants");
    expect(does({ type: "task.remove", id: idOf(1) })).toMatchObject({ tell: { removed: [idOf(1)] } });
    expect(does({ type: "task.remove", id: idOf(1) })).toEqual({ reply: { type: "ok", ref: 1 } });
  });
});

describe("lists", () => {
  test("TASK-11: today has what is overdue and what is due today; the day is the reader's", () => {
    add(1, "last week", { due: day("2026-11-27") });
    add(2, "today", { due: day("2026-12-04") });
    add(3, "tonight", { due: time("2026-12-04", 23) });
    add(4, "tomorrow", { due: day("2026-12-05") });
    add(5, "some day");
    expect(titles("today")).toEqual(["last week", "today", "tonight"]);
    expect(titles("upcoming")).toEqual(["tomorrow"]);
    expect(titles("undated")).toEqual(["some day"]);
    expect(page("today").counts).toEqual({ today: 3, upcoming: 1, undated: 1 });
    // In Sydney it is eight in the evening, and 23:00 in Berlin is tomorrow there. A whole day stays the same day.
    expect(titles("today", SYDNEY)).toEqual(["last week", "today"]);
    expect(titles("upcoming", SYDNEY)).toEqual(["tomorrow", "tonight"]);
    now = momentOf(BERLIN, "2026-12-05", 1);
    expect(titles("today")).toEqual(["last week", "today", "tonight", "tomorrow"]);
  });

  test("TASK-11: within a day those without a time come first, in the person's order", () => {
    add(1, "at nine", { due: time("2026-12-04", 9) });
    add(2, "a", { due: day("2026-12-04") });
    add(3, "b", { due: day("2026-12-04") });
    add(4, "at eight", { due: time("2026-12-04", 8) });
    expect(titles("today")).toEqual(["a", "b", "at eight", "at nine"]);
    does({ type: "task.place", id: idOf(3), before: idOf(2) });
    expect(titles("today")).toEqual(["b", "a", "at eight", "at nine"]);
    does({ type: "task.place", id: idOf(3), before: null });
    expect(titles("today")).toEqual(["a", "b", "at eight", "at nine"]);
  });

  test("TASK-11: 5,000 tasks of today come in pages, and the first is below 60 kB", () => {
    for (let n = 0; n < 5_000; n++)
      add(n, `Water the plants on the balcony and in the kitchen, number ${n} — 请浇水`, {
        due: day("2026-12-04"),
        notes: "Not the cactus. ".repeat(50),
      });
    const first = page("today");
    expect(new TextEncoder().encode(JSON.stringify(first)).length).toBeLessThan(60_000);
    expect(first.counts.today).toBe(5_000);
    const seen = new Set<TaskId>();
    let after: string | null = null;
    do {
      const next = page("today", BERLIN, after);
      for (const { id } of next.tasks) seen.add(id);
      after = next.next;
    } while (after !== null);
    expect(seen.size).toBe(5_000);
  });

  test("TASK-10: there are at most 10,000 open tasks, and ended ones beyond 1,000 are forgotten", () => {
    for (let n = 0; n < MAX_OPEN_TASKS; n++) add(n, "x");
    expect(add(MAX_OPEN_TASKS, "x").reply).toMatchObject({ code: "too_many" });
    for (let n = 0; n <= MAX_ENDED_TASKS; n++) {
      now += 1;
      does({ type: "task.state", id: idOf(n), state: "done" });
    }
    expect(codeOf({ type: "task.open", id: idOf(0) })).toBe("not_found");
    expect(page("ended").tasks[0]?.id).toBe(idOf(MAX_ENDED_TASKS));
  });
});

describe("tasks of rooms", () => {
  const room = newRoomId();
  const told = (seq: number, title: string | null): ToldTask => ({
    seq,
    task:
      title === null
        ? null
        : { title, at: NOW, author: grace, task: { state: "open", order: "a0", version: 1 } },
  });
  const put = (head: number, ...tasks: ToldTask[]) => putTasks(store, { room, epoch: "one", head, tasks });

  test("TASK-12: stand beside personal ones; older news changes nothing, the same news nothing more", () => {
    add(1, "own");
    expect(put(7, told(5, "ours")).changed).toEqual([roomTaskId(room, 5)]);
    expect(put(7, told(5, "ours"))).toEqual({ changed: [], removed: [] });
    expect(put(6, told(5, null))).toEqual({ changed: [], removed: [] });
    expect(titles("undated")).toEqual(["own", "ours"]);
    expect(put(8, told(5, null)).removed).toEqual([roomTaskId(room, 5)]);
    expect(titles("undated")).toEqual(["own"]);
  });

  test("TASK-12: of another history of the room replace all of it", () => {
    put(9, told(5, "old"), told(6, "kept"));
    const { removed } = putTasks(store, {
      room,
      epoch: "two",
      head: 3,
      tasks: [told(6, "kept"), told(2, "new")],
    });
    expect(removed).toEqual([roomTaskId(room, 5)]);
    expect(titles("undated").toSorted()).toEqual(["kept", "new"]);
  });

  test("TASK-12: go when the person leaves the room, and their place in the own lists is the person's", () => {
    add(1, "own");
    put(9, told(5, "a"), told(6, "b"));
    does({ type: "task.place", id: roomTaskId(room, 6), before: idOf(1) });
    expect(titles("undated")).toEqual(["b", "own", "a"]);
    put(10, told(6, "b, changed"));
    expect(titles("undated")).toEqual(["b, changed", "own", "a"]);
    expect(dropTasks(store, room)).toHaveLength(2);
    expect(titles("undated")).toEqual(["own"]);
  });
});
