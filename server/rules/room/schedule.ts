import { assertNever } from "../../../shared/assert-never.ts";
import type { ShareId, TurnId, UserId } from "../../../shared/ids.ts";
import { FAN_OUT_WINDOW } from "../../../shared/limits.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** What a room does later. The object's one alarm is the earliest of them; each may run more than once. */
export type Task =
  /** Tell the inboxes of all members how the room stands. */
  | { task: "inboxes" }
  /** Tell one person's inbox: their cursor moved, or they came, or they are gone. */
  | { task: "inbox"; user: UserId }
  /** Tell one person's inbox what messages took from its draft. */
  | { task: "draft"; user: UserId }
  /** Copy the members to the directory. */
  | { task: "directory" }
  /** Look whether the devices that hold a socket are still there. */
  | { task: "presence" }
  /** Look whether the running turns are still alive. */
  | { task: "turns" }
  /** Tell the meter what a turn has used. */
  | { task: "settle"; turn: TurnId }
  /** Delete what is stored of files and is nobody's any more. */
  | { task: "attachments" }
  /** A share link's time is over. */
  | { task: "share"; share: ShareId };

export interface DueTask {
  task: Task;
  due: number;
  attempts: number;
  /** How often it was asked for: tells whether that happened again while it was done. */
  asked: number;
}

type ScheduleRow = { task: Task["task"]; key: string; due: number; attempts: number; asked: number };

function keyOf(task: Task): string {
  switch (task.task) {
    case "inbox":
    case "draft":
      return task.user;
    case "settle":
      return task.turn;
    case "share":
      return task.share;
    default:
      return "";
  }
}

/** Puts a task on the list; one that is there already keeps the earlier time. Asking again for the same time is free. */
export function schedule(store: SqlStore, task: Task, due: number): void {
  store.run(
    `INSERT INTO schedule (task, key, due) VALUES (?, ?, ?)
     ON CONFLICT (task, key) DO UPDATE SET due = min(due, excluded.due), asked = asked + 1
     WHERE due <> excluded.due`,
    task.task,
    keyOf(task),
    due,
  );
}

/**
 * The next beat after `now`, so that all that inboxes must learn of one window reaches them together. Never `now` itself:
 * a time that is asked for later is then always another, and `finish` can tell.
 */
export function nextBeat(now: number): number {
  return (Math.floor(now / FAN_OUT_WINDOW) + 1) * FAN_OUT_WINDOW;
}

export function dueTasks(store: SqlStore, now: number): DueTask[] {
  return store.all<ScheduleRow>("SELECT * FROM schedule WHERE due <= ? ORDER BY due", now).map(fromRow);
}

/** When something is due next after `after` (server clock, milliseconds); null when nothing waits. */
export function earliestDue(store: SqlStore, after = -1): number | null {
  const row = store.first<{ due: number | null }>(
    "SELECT min(due) AS due FROM schedule WHERE due > ?",
    after,
  );
  return row?.due ?? null;
}

/**
 * Strikes a task off, with `again` until that time. One that was asked for again since it was taken is due on the next
 * beat: its row still has the time of before, and at once would be as often as it can be done.
 */
export function finish(store: SqlStore, { task, asked }: DueTask, now: number, again: number | null): void {
  const key = keyOf(task);
  store.run("DELETE FROM schedule WHERE task = ? AND key = ? AND asked = ?", task.task, key, asked);
  store.run(
    "UPDATE schedule SET due = max(due, ?), attempts = 0 WHERE task = ? AND key = ?",
    nextBeat(now),
    task.task,
    key,
  );
  if (again !== null) schedule(store, task, again);
}

/** Puts a task that failed off, longer each time. */
export function postpone(store: SqlStore, { task, attempts }: DueTask, now: number): void {
  const pause = Math.min(RETRY_CAP, RETRY_FIRST * 2 ** attempts);
  store.run(
    "UPDATE schedule SET due = ?, attempts = attempts + 1 WHERE task = ? AND key = ?",
    now + pause,
    task.task,
    keyOf(task),
  );
}

const RETRY_FIRST = 1_000;
const RETRY_CAP = 15 * 60_000;

function fromRow({ task, key, due, attempts, asked }: ScheduleRow): DueTask {
  return { task: toTask(task, key), due, attempts, asked };
}

function toTask(task: Task["task"], key: string): Task {
  switch (task) {
    case "inbox":
    case "draft":
      return { task, user: key as UserId };
    case "settle":
      return { task, turn: key as TurnId };
    case "share":
      return { task, share: key as ShareId };
    case "turns":
    case "inboxes":
    case "directory":
    case "presence":
    case "attachments":
      return { task };
    default:
      return assertNever(task);
  }
}
