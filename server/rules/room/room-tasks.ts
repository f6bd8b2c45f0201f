/** The tasks of a room: messages with a `task`. */
import type { UserId } from "../../../shared/ids.ts";
import { isUserId } from "../../../shared/ids.ts";
import type { Message, TaskChanged } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { MAX_OPEN_TASKS, MAX_TASK_TITLE, type NewTask, type Task } from "../../../shared/tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { placeAfter } from "../tasks/order.ts";
import type { Actor } from "./actor.ts";
import { type Refusal, refuse } from "./errors.ts";
import { findMessage, hides } from "./messages/row.ts";
import { storedMessage } from "./messages/codec.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { roleOf } from "./rows/member-row.ts";
import { kindOf } from "./rows/room-row.ts";
import { storeTask, taskIn } from "./rows/task-row.ts";

/** Messages in one page of tasks. */
const PAGE = 100;

/** Why this message cannot be a task; null if it can. */
export function refuseTask(store: SqlStore, title: string, { assignee }: NewTask): Refusal | null {
  if (kindOf(store) === "support") return refuse.noTasks();
  if (title.length > MAX_TASK_TITLE) return refuse.titleTooLong();
  if (countOpen(store) >= MAX_OPEN_TASKS) return refuse.tooManyTasks();
  return refuseAssignee(store, assignee);
}

/** People of the room have tasks. Agents do nothing by themselves, and visitors see no tasks. */
export function refuseAssignee(store: SqlStore, assignee: UserId | null | undefined): Refusal | null {
  if (assignee === undefined || assignee === null) return null;
  return isUserId(assignee) && roleOf(store, assignee) !== null ? null : refuse.badAssignee();
}

/** A task that can be changed. */
export function findTask(store: SqlStore, target: Seq): Task | Refusal {
  const message = Number.isSafeInteger(target) ? findMessage(store, target) : null;
  const task = message === null || message.task === null ? null : taskIn(message.task);
  if (message === null || task === null) return refuse.notTask();
  return hides(message.moderation) ? refuse.hidden() : task;
}

/** Stores the task, and tells everyone. Its content is stored in the message's row alone. */
export function publishTask(store: SqlStore, target: Seq, task: Task, { user, now }: Actor): TaskChanged {
  storeTask(store, target, task);
  const seq = nextSeq(store);
  const event = appendEvent(store, { type: "task.changed", seq, at: now, by: user, target });
  return { ...event, task };
}

/** The place after all tasks of the room. */
export function lastPlace(store: SqlStore): string {
  const row = store.first<{ last: string | null }>(
    "SELECT max(task_order) AS last FROM messages WHERE task_order IS NOT NULL",
  );
  return placeAfter(row?.last ?? null);
}

export const countOpen = (store: SqlStore): number =>
  store.first<{ count: number }>("SELECT count(*) AS count FROM messages WHERE task_state = 'open'")?.count ??
  0;

export interface TaskPage {
  messages: Message[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** Open tasks of the room. */
  open: number;
}

/** Open tasks in their order, or those that have ended, the newest first. `after`: `next` of the page before. */
export function taskPage(store: SqlStore, state: "open" | "ended", after: string | null): TaskPage {
  const found = state === "open" ? openAfter(store, after ?? "") : endedBefore(store, after);
  const rows = found.slice(0, PAGE);
  const messages = rows.flatMap(({ seq }) => {
    const message = storedMessage(store, seq);
    return message?.task === undefined ? [] : [message];
  });
  const last = rows.at(-1);
  return {
    messages,
    next: found.length > PAGE && last !== undefined ? last.place : null,
    open: countOpen(store),
  };
}

type Found = { seq: Seq; place: string };

function openAfter(store: SqlStore, place: string): Found[] {
  return store.all<Found>(
    `SELECT seq, task_order AS place FROM messages INDEXED BY tasks_open
     WHERE task_state = 'open' AND task_order > ? ORDER BY task_order LIMIT ?`,
    place,
    PAGE + 1,
  );
}

/** A place among ended tasks is a time and a seq. */
function endedBefore(store: SqlStore, place: string | null): Found[] {
  const [at, seq] = place === null ? [] : place.split(".").map(Number);
  return store.all<Found>(
    `SELECT seq, task_ended || '.' || seq AS place FROM messages INDEXED BY tasks_ended
     WHERE task_ended IS NOT NULL AND (task_ended, seq) < (?, ?) ORDER BY task_ended DESC, seq DESC LIMIT ?`,
    Number.isFinite(at) ? (at ?? null) : Number.MAX_SAFE_INTEGER,
    Number.isFinite(seq) ? (seq ?? null) : Number.MAX_SAFE_INTEGER,
    PAGE + 1,
  );
}
