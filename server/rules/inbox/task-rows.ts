/** A person's tasks as rows: personal ones, and copies of those of rooms. Pure over the SQL port. */
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { MAX_ENDED_TASKS } from "../../../shared/limits.ts";
import type { ListedTask } from "../../../shared/protocol/task-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { TaskId } from "../../../shared/task-id.ts";
import type { Task } from "../../../shared/tasks.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { NEIGHBOURS, type Placed, placeAfter, placesBetween } from "../tasks/order.ts";

export type TaskRow = {
  id: TaskId;
  room: RoomId | null;
  seq: Seq | null;
  title: string;
  author: UserId;
  made_at: number;
  /** JSON, without the notes. */
  task: string;
  /** In lists, only whether there are any. */
  notes: string | null;
  place: string;
  /** Of a personal task: what the client has asked for, to recognise a repeated frame. */
  asked: string | null;
};

export const findTaskRow = (store: SqlStore, id: TaskId): TaskRow | null =>
  store.first<TaskRow>("SELECT * FROM tasks WHERE id = ?", id);

/** Null for a damaged row: that task is not shown. */
export function taskOfRow({ task, notes }: Pick<TaskRow, "task" | "notes">): Task | null {
  const read = readJson<Task | null>(task, null);
  return read === null || notes === null ? read : { ...read, notes };
}

export function putTaskRow(
  store: SqlStore,
  row: Omit<TaskRow, "task" | "notes" | "place">,
  { notes, ...task }: Task,
): void {
  const { id, room, seq, title, author, made_at, asked } = row;
  store.run(
    `INSERT INTO tasks (id, room, seq, title, author, made_at, task, notes, state, ended_at, place, asked)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, author = excluded.author, task = excluded.task, notes = excluded.notes, state = excluded.state,
       ended_at = excluded.ended_at`,
    id,
    room,
    seq,
    title,
    author,
    made_at,
    JSON.stringify(task),
    notes ?? null,
    task.state,
    task.ended?.at ?? null,
    lastPlace(store),
    asked,
  );
}

/** Ended tasks beyond the limit are deleted, the oldest first. Returns their ids. */
export function forgetEndedTasks(store: SqlStore): TaskId[] {
  const rows = store.all<{ id: TaskId }>(
    `SELECT id FROM tasks WHERE ended_at IS NOT NULL AND state <> 'open' ORDER BY ended_at DESC, id DESC LIMIT -1 OFFSET ?`,
    MAX_ENDED_TASKS,
  );
  return removeTaskRows(
    store,
    rows.map(({ id }) => id),
  );
}

/** Returns those that were there. */
export function removeTaskRows(store: SqlStore, ids: readonly TaskId[]): TaskId[] {
  return ids.filter((id) => {
    if (findTaskRow(store, id) === null) return false;
    store.run("DELETE FROM tasks WHERE id = ?", id);
    return true;
  });
}

export const countOpenTasks = (store: SqlStore): number =>
  store.first<{ count: number }>("SELECT count(*) AS count FROM tasks WHERE state = 'open'")?.count ?? 0;

/** As lists show it. Null for a damaged row. */
export function listed(row: TaskRow): ListedTask | null {
  const task = readJson<Task | null>(row.task, null);
  if (task === null) return null;
  const { id, room, seq, title, author, made_at: madeAt, place } = row;
  return {
    id,
    ...(room !== null && seq !== null && { room, seq }),
    title,
    author,
    madeAt,
    task,
    ...(row.notes !== null && { hasNotes: true }),
    place,
  };
}

export function listedTask(store: SqlStore, id: TaskId): ListedTask | null {
  const row = findTaskRow(store, id);
  return row === null ? null : listed(row);
}

function lastPlace(store: SqlStore): string {
  return placeAfter(
    store.first<{ last: string | null }>("SELECT max(place) AS last FROM tasks")?.last ?? null,
  );
}

/** Puts a task before another one, or at the end. Returns the tasks that have another place now. */
export function placeTask(store: SqlStore, id: TaskId, before: TaskId | null): TaskId[] {
  if (id === before) return [];
  const place = before === null ? "\u{ffff}" : (findTaskRow(store, before)?.place ?? "\u{ffff}");
  const moved = placesBetween(neighbours(store, id, "<", place), id, neighbours(store, id, ">=", place));
  for (const { id: each, order } of moved) store.run("UPDATE tasks SET place = ? WHERE id = ?", order, each);
  return moved.map((each) => each.id);
}

function neighbours(store: SqlStore, id: TaskId, compare: "<" | ">=", place: string): Placed<TaskId>[] {
  const found = store.all<{ id: TaskId; order: string }>(
    `SELECT id, place AS "order" FROM tasks WHERE place ${compare} ? AND id <> ?
     ORDER BY place ${compare === "<" ? "DESC" : "ASC"} LIMIT ?`,
    place,
    id,
    NEIGHBOURS,
  );
  return compare === "<" ? found.reverse() : found;
}
