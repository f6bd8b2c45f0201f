/** Answers an inbox's frames about personal tasks, and about the lists. Pure over the SQL port. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type {
  AddTask,
  ChangeTask,
  PlaceTask,
  SetTaskState,
  TaskRequest,
  TasksFrame,
} from "../../../shared/protocol/task-frames.ts";
import type { TaskId } from "../../../shared/task-id.ts";
import { readerIn } from "../../../shared/task-lists.ts";
import { MAX_OPEN_TASKS, MAX_TASK_TITLE, type Task } from "../../../shared/tasks.ts";
import { messageText } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Refusal, refuse } from "../room/errors.ts";
import { changedTask, newTask, taskInState } from "../tasks/change.ts";
import type { Answer } from "./answer.ts";
import { listTasks } from "./list-tasks.ts";
import {
  countOpenTasks,
  findTaskRow,
  forgetEndedTasks,
  listed,
  listedTask,
  placeTask,
  putTaskRow,
  removeTaskRows,
  type TaskRow,
  taskOfRow,
} from "./task-rows.ts";

/** Whose inbox it is, and the server's clock, milliseconds. */
export interface TaskOwner {
  user: UserId;
  now: number;
}

export function answerTasks(store: SqlStore, frame: TaskRequest, by: TaskOwner): Answer {
  const { ref } = frame;
  switch (frame.type) {
    case "task.add":
      return add(store, frame, by);
    case "task.change":
      return change(store, frame);
    case "task.state":
      return setState(store, frame, by);
    case "task.place":
      return place(store, frame);
    case "task.remove": {
      const removed = findPersonal(store, frame.id) === null ? [] : removeTaskRows(store, [frame.id]);
      return { ...(removed.length > 0 && { tell: told(store, [], removed) }), reply: { type: "ok", ref } };
    }
    case "task.open": {
      const row = findTaskRow(store, frame.id);
      const shown = row && listed(row);
      const task = row && taskOfRow(row);
      if (!shown || !task) return refused(ref, refuse.notTask());
      return { reply: { type: "task", ref, task: { ...shown, task } } };
    }
    case "task.list": {
      const { list, zone, after } = frame;
      const page = listTasks(store, list, readerIn(zone, by.now), after);
      return { reply: { type: "tasks.page", ref, ...page, now: by.now } };
    }
    default:
      return assertNever(frame);
  }
}

/** What all devices of the person are sent. */
export function told(store: SqlStore, changed: readonly TaskId[], removed: TaskId[] = []): TasksFrame {
  return { type: "tasks", changed: changed.flatMap((id) => listedTask(store, id) ?? []), removed };
}

function add(store: SqlStore, { ref, id, title, task: wanted }: AddTask, { user, now }: TaskOwner): Answer {
  const asked = JSON.stringify([title, wanted]);
  const before = findTaskRow(store, id);
  if (before !== null)
    return before.asked === asked ? { reply: { type: "ok", ref } } : refused(ref, refuse.otherBody());
  const text = messageText(title);
  const problem = titleProblem(text) ?? assigneeProblem(wanted.assignee, user);
  if (problem !== null) return refused(ref, problem);
  if (countOpenTasks(store) >= MAX_OPEN_TASKS) return refused(ref, refuse.tooManyTasks());
  const { assignee: _, ...rest } = wanted;
  // A personal task has its place in the column of the row.
  const task = newTask(rest, "");
  if ("refused" in task) return refused(ref, task);
  putTaskRow(store, { id, room: null, seq: null, title: text, author: user, made_at: now, asked }, task);
  return { tell: told(store, [id]), reply: { type: "ok", ref } };
}

function change(store: SqlStore, frame: ChangeTask): Answer {
  const { ref, id, type: _, version, title, ...wanted } = frame;
  const found = findPersonal(store, id);
  if (found === null) return refused(ref, refuse.notTask());
  const { row, task } = found;
  const text = title === undefined ? row.title : messageText(title);
  const problem = titleProblem(text) ?? assigneeProblem(wanted.assignee, row.author);
  if (problem !== null) return refused(ref, problem);
  const { assignee: _assignee, ...rest } = wanted;
  const changed = changedTask(task, rest);
  if (changed !== null && "refused" in changed) return refused(ref, changed);
  if (changed === null && text === row.title) return { reply: { type: "ok", ref } };
  const next = changed ?? { ...task, version: task.version + 1 };
  // Texts are not replaced by whoever has not seen them: another device of the person has changed them.
  const isTextChanged = next.notes !== task.notes || text !== row.title;
  if (isTextChanged && version !== task.version) return refused(ref, refuse.otherNotes());
  putTaskRow(store, { ...row, title: text }, next);
  return { tell: told(store, [id]), reply: { type: "ok", ref } };
}

function setState(store: SqlStore, { ref, id, ...wanted }: SetTaskState, by: TaskOwner): Answer {
  const found = findPersonal(store, id);
  if (found === null) return refused(ref, refuse.notTask());
  const changed = taskInState(found.task, wanted, by);
  if (changed === null) return { reply: { type: "ok", ref } };
  if (changed.state === "open" && found.task.state !== "open" && countOpenTasks(store) >= MAX_OPEN_TASKS)
    return refused(ref, refuse.tooManyTasks());
  putTaskRow(store, found.row, changed);
  return { tell: told(store, [id], forgetEndedTasks(store)), reply: { type: "ok", ref } };
}

function place(store: SqlStore, { ref, id, before }: PlaceTask): Answer {
  const isThere = findTaskRow(store, id) !== null && (before === null || findTaskRow(store, before) !== null);
  if (!isThere) return refused(ref, refuse.notTask());
  const moved = placeTask(store, id, before);
  return { ...(moved.length > 0 && { tell: told(store, moved) }), reply: { type: "ok", ref } };
}

function findPersonal(store: SqlStore, id: TaskId): { row: TaskRow; task: Task } | null {
  const row = findTaskRow(store, id);
  const task = row === null || row.room !== null ? null : taskOfRow(row);
  return row === null || task === null ? null : { row, task };
}

function titleProblem(title: string): Refusal | null {
  if (title === "") return refuse.emptyTitle();
  return title.length > MAX_TASK_TITLE ? refuse.titleTooLong() : null;
}

/** A personal task is its person's own. */
function assigneeProblem(assignee: UserId | null | undefined, user: UserId): Refusal | null {
  return assignee === undefined || assignee === null || assignee === user ? null : refuse.badAssignee();
}

function refused(ref: number, { refused: code, message }: Refusal): { reply: InboxServerFrame } {
  return { reply: { type: "error", ref, code, message } };
}
