/** Tasks of rooms, as their rooms tell them. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Task } from "../../../shared/tasks.ts";
import { roomTaskId, type TaskId } from "../../../shared/task-id.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { TaskNews } from "../room/task-news.ts";
import {
  findTaskRow,
  forgetEndedTasks,
  putTaskRow,
  removeTaskRows,
  type TaskRow,
  taskOfRow,
} from "./task-rows.ts";

export interface ChangedTasks {
  changed: TaskId[];
  removed: TaskId[];
}

/**
 * Stores what a room tells. News that is older than what the inbox knows changes nothing: what it names is in newer news, because the room
 * tells it again until the inbox has taken it. Seqs of another epoch name nothing any more, so the tasks of that room are told anew.
 */
export function putTasks(store: SqlStore, { room, epoch, head, tasks }: TaskNews): ChangedTasks {
  const known = store.first<{ epoch: string; head: Seq }>(
    "SELECT epoch, head FROM task_rooms WHERE room = ?",
    room,
  );
  if (known !== null && known.epoch === epoch && known.head > head) return { changed: [], removed: [] };
  const dropped = known !== null && known.epoch !== epoch ? dropTasks(store, room) : [];
  store.run("INSERT OR REPLACE INTO task_rooms (room, epoch, head) VALUES (?, ?, ?)", room, epoch, head);
  const changed: TaskId[] = [];
  const gone: TaskId[] = [];
  for (const { seq, task: told } of tasks) {
    const id = roomTaskId(room, seq);
    if (told === null) {
      gone.push(...removeTaskRows(store, [id]));
      continue;
    }
    const before = findTaskRow(store, id);
    const { title, at, author, task } = told;
    const isSame =
      before !== null && JSON.stringify(taskOfRow(before)) === JSON.stringify(taskOfRow(rowOf(task)));
    if (isSame && before.title === title) continue;
    putTaskRow(store, { id, room, seq, title, author, made_at: at, asked: null }, task);
    changed.push(id);
  }
  const forgotten = forgetEndedTasks(store);
  const removed = [...dropped, ...gone, ...forgotten].filter((id) => findTaskRow(store, id) === null);
  return { changed: changed.filter((id) => !removed.includes(id)), removed };
}

const rowOf = ({ notes, ...task }: Task): Pick<TaskRow, "task" | "notes"> => ({
  task: JSON.stringify(task),
  notes: notes ?? null,
});

/** The person is no longer in the room. Returns the ids of its tasks. */
export function dropTasks(store: SqlStore, room: RoomId): TaskId[] {
  const ids = store.all<{ id: TaskId }>("SELECT id FROM tasks WHERE room = ?", room).map(({ id }) => id);
  if (ids.length > 0) store.run("DELETE FROM tasks WHERE room = ?", room);
  return ids;
}

export function dropAllTasks(store: SqlStore): void {
  store.run("DELETE FROM tasks");
  store.run("DELETE FROM task_rooms");
}
