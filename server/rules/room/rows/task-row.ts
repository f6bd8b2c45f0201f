/** The columns of messages that make a message a task. */
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Task } from "../../../../shared/tasks.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";

export type TaskColumns = {
  /** JSON; null if the message is no task. It stays while the message is held. */
  task: string | null;
  task_state: Task["state"] | null;
  task_order: string | null;
  task_ended: number | null;
};

/** Null for a damaged column: the message is then shown without its task. */
export const taskIn = (column: string): Task | null => readJson<Task | null>(column, null);

export function taskColumns(task: Task | undefined): TaskColumns {
  if (task === undefined) return { task: null, task_state: null, task_order: null, task_ended: null };
  const { state, order, ended } = task;
  return { task: JSON.stringify(task), task_state: state, task_order: order, task_ended: ended?.at ?? null };
}

export function storeTask(store: SqlStore, seq: Seq, task: Task | undefined): void {
  const columns = taskColumns(task);
  store.run(
    "UPDATE messages SET task = ?, task_state = ?, task_order = ?, task_ended = ? WHERE seq = ?",
    columns.task,
    columns.task_state,
    columns.task_order,
    columns.task_ended,
    seq,
  );
}
