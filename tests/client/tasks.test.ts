import { afterEach, beforeEach, expect, test } from "vitest";
import { createTasks } from "../../client/sdk/tasks/index.ts";
import type { ListedTask, ShownList, Tasks } from "../../client/sdk/tasks/index.ts";
import { makeId } from "../../shared/ids.ts";
import type { InboxServerFrame } from "../../shared/protocol/frames.ts";
import type { TaskCounts } from "../../shared/protocol/task-frames.ts";
import { readerIn, sortKey } from "../../shared/task-lists.ts";
import type { Due, Task } from "../../shared/tasks.ts";
import { momentOf } from "../../shared/zoned-time.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada } from "./support/people.ts";
import { makeScene, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

const SYDNEY = "Australia/Sydney";
let scene: Scene;
let peers: Peer[];
let tasks: Tasks;
/** Friday, ten in the morning in Sydney: Thursday evening in New York. */
let now = momentOf(SYDNEY, "2026-12-04", 600);

beforeEach(() => {
  now = momentOf(SYDNEY, "2026-12-04", 600);
  scene = makeScene();
  peers = [];
  scene.network.accept = (peer) => void peers.push(peer);
  tasks = createTasks(scene.client(ada).inbox(), { zone: SYDNEY, now: () => now });
});
afterEach(() => {
  tasks.close();
  scene.end();
});

const tell = (frame: InboxServerFrame): void => peers.at(-1)?.send(JSON.stringify(frame));
const said = (type: string) =>
  (peers.at(-1)?.heard ?? [])
    .filter((text) => text !== "ping")
    .map((text) => JSON.parse(text))
    .filter((frame) => frame.type === type);
const day = (date: string): Due => ({ at: momentOf(SYDNEY, date, 0), zone: SYDNEY, allDay: true });
const task = (n: number, more: Partial<Task> = {}): ListedTask => ({
  ...{
    id: makeId("task", (bytes) => bytes.fill(n)),
    title: `Number ${n}`,
    author: ada,
    madeAt: 0,
    place: `a${n}`,
  },
  task: { state: "open", order: "", version: 1, due: day("2026-12-04"), ...more },
});
const titles = (list: ShownList) => tasks.list(list).map(({ title }) => title);
const counts = (today: number): TaskCounts => ({ today, upcoming: 0, undated: 0 });

async function begin(): Promise<void> {
  await until(() => said("hello").length === 1);
  tell({ type: "inbox", complete: true, rooms: [], gone: [] });
  await until(() => said("saved.list").length === 1);
  tell({ type: "saved.page", ref: said("saved.list")[0].ref, saved: [], next: null });
  await until(() => said("task.list").length > 0);
}
/** Answers the newest request for this list. */
function answer(
  list: ShownList,
  page: readonly ListedTask[],
  next: string | null = null,
  today = page.length,
): void {
  const asked = said("task.list").findLast((frame) => frame.list === list);
  tell({ type: "tasks.page", ref: asked.ref, tasks: [...page], next, counts: counts(today), now });
}

test("TASK-11: today is loaded at once, in the reader's zone, and says how many there are", async () => {
  await begin();
  expect(said("task.list")).toMatchObject([{ list: "today", zone: SYDNEY, after: null }]);
  expect([tasks.counts, tasks.isLoaded("today")]).toEqual([null, false]);
  answer("today", [task(1), task(2)]);
  await until(() => tasks.isLoaded("today"));
  expect([titles("today"), tasks.counts?.today]).toEqual([["Number 1", "Number 2"], 2]);
  now = momentOf(SYDNEY, "2026-12-05", 1);
  tell({ type: "tasks", changed: [task(3, { due: day("2026-12-05") })], removed: [] });
  await until(() => titles("today").length === 3);
});

test("TASK-11: a changed task moves to the list where it belongs, and one that is removed goes", async () => {
  await begin();
  answer("today", [task(1), task(2)]);
  await until(() => tasks.isLoaded("today"));
  tell({ type: "tasks", changed: [task(1, { due: day("2026-12-24") })], removed: [task(2).id] });
  await until(() => titles("today").length === 0);
  expect(titles("upcoming")).toEqual(["Number 1"]);
});

test("TASK-11: what is beyond the loaded pages is not shown, so that nothing between is missing", async () => {
  await begin();
  const until2 = sortKey(task(2), readerIn(SYDNEY, now));
  answer("today", [task(1), task(2)], until2, 5);
  await until(() => tasks.isLoaded("today"));
  tell({ type: "tasks", changed: [task(5)], removed: [] });
  await pass(10);
  expect([titles("today"), tasks.hasMore("today")]).toEqual([["Number 1", "Number 2"], true]);
  const more = tasks.more("today");
  await until(() => said("task.list").some((frame) => frame.after === until2));
  const asked = said("task.list").find((frame) => frame.after === until2);
  tell({ type: "tasks.page", ref: asked.ref, tasks: [task(3), task(5)], next: null, counts: counts(4), now });
  await more;
  expect(titles("today")).toEqual(["Number 1", "Number 2", "Number 3", "Number 5"]);
});

test("TASK-11: a page does not undo what changed while it was on its way", async () => {
  await begin();
  tell({ type: "tasks", changed: [{ ...task(1), title: "Newer" }], removed: [] });
  await until(() => titles("today").length === 1);
  const [first] = said("task.list");
  tell({ type: "tasks.page", ref: first.ref, tasks: [task(1), task(2)], next: null, counts: counts(2), now });
  await until(() => tasks.isLoaded("today"));
  expect(titles("today")).toEqual(["Newer", "Number 2"]);
});
