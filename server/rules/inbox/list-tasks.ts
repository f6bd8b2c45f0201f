/** The lists of a person's tasks, in pages. Pure over the SQL port. */
import { MAX_TASKS_PAGE_BYTES } from "../../../shared/limits.ts";
import type { ListedTask, TaskCounts } from "../../../shared/protocol/task-frames.ts";
import { compareTexts, listOf, type Reader, sortKey } from "../../../shared/task-lists.ts";
import type { TaskList } from "../../../shared/tasks.ts";
import { byteLength } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { listed, type TaskRow } from "./task-rows.ts";

export interface TaskListPage {
  tasks: ListedTask[];
  next: string | null;
  counts: TaskCounts;
}

/**
 * A page of a list, from a place on, and how many open tasks each list has. On which day a time is depends on the zone of the reader, so all
 * open tasks are read and put in order here: of 10,000 that takes some milliseconds.
 */
export function listTasks(
  store: SqlStore,
  list: TaskList,
  reader: Reader,
  after: string | null,
): TaskListPage {
  const open = rowsIn(store, "state = 'open'");
  const counts: TaskCounts = { today: 0, upcoming: 0, undated: 0 };
  const found: ListedTask[] = [];
  for (const task of open) {
    const of = listOf(task, reader);
    if (of !== "ended") counts[of] += 1;
    if (of === list || list === "open") found.push(task);
  }
  const all = list === "ended" ? rowsIn(store, "state <> 'open'") : found;
  return { ...pageOf(all, reader, after), counts };
}

function pageOf(
  all: readonly ListedTask[],
  reader: Reader,
  after: string | null,
): Pick<TaskListPage, "tasks" | "next"> {
  const rest = all
    .map((task) => ({ task, key: sortKey(task, reader) }))
    .filter(({ key }) => after === null || compareTexts(key, after) > 0)
    .sort((a, b) => compareTexts(a.key, b.key));
  const tasks: ListedTask[] = [];
  let bytes = 0;
  let last: string | null = null;
  for (const { task, key } of rest) {
    bytes += byteLength(JSON.stringify(task)) + 1;
    if (tasks.length > 0 && bytes > MAX_TASKS_PAGE_BYTES) return { tasks, next: last };
    tasks.push(task);
    last = key;
  }
  return { tasks, next: null };
}

const rowsIn = (store: SqlStore, where: "state = 'open'" | "state <> 'open'"): ListedTask[] =>
  store
    .all<TaskRow>(
      `SELECT id, room, seq, title, author, made_at, task, CASE WHEN notes IS NULL THEN NULL ELSE '' END AS notes, place, asked
       FROM tasks WHERE ${where}`,
    )
    .flatMap((row) => listed(row) ?? []);
