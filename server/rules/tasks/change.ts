/** Changes of a task. The rules of rooms and of inboxes use the same. */
import type { UserId } from "../../../shared/ids.ts";
import {
  type Due,
  MAX_TASK_NOTES,
  type NewTask,
  readDue,
  type Repeat,
  type Task,
  type TaskChange,
  type TaskState,
} from "../../../shared/tasks.ts";
import { messageText } from "../../../shared/text.ts";
import { type Refusal, refuse } from "../room/errors.ts";
import { doesRepeat, nextDue, readRule } from "./repeat.ts";

/** A new task at this place. */
export function newTask(wanted: NewTask, order: string): Task | Refusal {
  const changed = changedTask({ state: "open", order, version: 0 }, wanted);
  return changed ?? { state: "open", order, version: 1 };
}

/** The task with these changes. Null if nothing is different. Who may be an assignee is not checked here. */
export function changedTask(task: Task, change: TaskChange): Task | Refusal | null {
  const due = change.due === undefined ? task.due : change.due === null ? undefined : readDue(change.due);
  if (due === null) return refuse.badDue();
  const repeat = repeatAfter(task, change, due);
  if (repeat !== undefined && "refused" in repeat) return repeat;
  const notes = change.notes === undefined ? task.notes : messageText(change.notes ?? "") || undefined;
  if (notes !== undefined && notes.length > MAX_TASK_NOTES) return refuse.notesTooLong();
  const assignee = change.assignee === undefined ? task.assignee : (change.assignee ?? undefined);
  const { due: _due, repeat: _repeat, notes: _notes, assignee: _assignee, ...rest } = task;
  const changed: Task = {
    ...rest,
    ...(due !== undefined && { due }),
    ...(assignee !== undefined && { assignee }),
    ...(repeat !== undefined && { repeat }),
    ...(notes !== undefined && { notes }),
  };
  return isSame(changed, task) ? null : { ...changed, version: task.version + 1 };
}

/** A repeat begins with the due time that was set last. Without a due time, nothing repeats. */
function repeatAfter(task: Task, change: TaskChange, due: Due | undefined): Repeat | Refusal | undefined {
  const wanted = change.repeat === undefined ? task.repeat?.rule : (change.repeat ?? undefined);
  if (wanted === undefined) return undefined;
  if (due === undefined) return change.repeat === undefined ? undefined : refuse.repeatWithoutDue();
  const isKept = change.repeat === undefined && change.due === undefined;
  if (isKept) return task.repeat;
  const rule = readRule(wanted);
  if (rule === null || !doesRepeat(due, rule)) return refuse.badRepeat();
  const isSameDue = task.due !== undefined && JSON.stringify(task.due) === JSON.stringify(due);
  return isSameDue && task.repeat?.rule === rule ? task.repeat : { rule, since: due.at };
}

/**
 * The task in another state; null if nothing changes. A task that repeats is not done: it moves to its next due time. `due`: which of its
 * times was done, so that doing it twice, or by two people at once, counts once.
 */
export function taskInState(
  task: Task,
  { state, due }: { state: TaskState; due?: number },
  by: { user: UserId; now: number },
): Task | null {
  if (task.state === state) return null;
  if (state === "done" && due !== undefined && task.due !== undefined && task.due.at !== due) return null;
  const { ended: _, ...rest } = task;
  const version = task.version + 1;
  if (state === "open") return { ...rest, state, version };
  const next =
    state === "done" && task.state === "open" && task.due !== undefined && task.repeat !== undefined
      ? nextDue(task.due, task.repeat, by.now)
      : null;
  const times = state === "done" && task.repeat !== undefined ? { times: (task.times ?? 0) + 1 } : {};
  if (next !== null) return { ...rest, due: next, ...times, version };
  return { ...rest, state, ...times, version, ended: { at: by.now, by: by.user } };
}

const isSame = (a: Task, b: Task): boolean =>
  JSON.stringify([a.due, a.assignee, a.repeat, a.notes]) ===
  JSON.stringify([b.due, b.assignee, b.repeat, b.notes]);
