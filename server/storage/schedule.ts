import { FAN_OUT_WINDOW } from "../../shared/limits.ts";
import type { SqlStore } from "./sql.ts";

export interface DueTask<Task> {
  task: Task;
  /** Server clock, milliseconds. */
  due: number;
  /** Number of failed attempts so far. */
  attempts: number;
  /** Increases each time the task is requested. `finish` detects from it that the task was requested again while it was running. */
  asked: number;
}

/** How tasks of an object are converted to rows and back. */
export interface TaskKinds<Task extends { task: string }> {
  /** Distinguishes tasks of the same kind; empty if there is only one task of this kind. */
  keyOf: (task: Task) => string;
  /** For each kind: converts a key into a task; null if the key is invalid. */
  read: Readonly<Record<Task["task"], (key: string) => Task | null>>;
}

type ScheduleRow = { task: string; key: string; due: number; attempts: number; asked: number };

/** Pause after the first failure, ms. It doubles with each further failure. */
const RETRY_FIRST = 1_000;
const RETRY_CAP = 15 * 60_000;
/** `LIMIT -1` means no limit in SQLite. */
const ALL = -1;

/**
 * The scheduled tasks of an object, one row for each task. The object's alarm is set to the earliest one. Each task may run more than
 * once. A row of an unknown kind (after a rollback) is ignored.
 */
export class Schedule<Task extends { task: string }> {
  readonly #store: SqlStore;
  readonly #keyOf: (task: Task) => string;
  readonly #read: ReadonlyMap<string, (key: string) => Task | null>;

  constructor(store: SqlStore, { keyOf, read }: TaskKinds<Task>) {
    this.#store = store;
    this.#keyOf = keyOf;
    this.#read = new Map<string, (key: string) => Task | null>(Object.entries(read));
  }

  /** An existing task keeps the earlier of both times. A repeated request for the same time writes nothing. */
  put(task: Task, due: number): void {
    this.#store.run(
      `INSERT INTO schedule (task, key, due) VALUES (?, ?, ?)
       ON CONFLICT (task, key) DO UPDATE SET due = min(due, excluded.due), asked = asked + 1
       WHERE due <> excluded.due`,
      task.task,
      this.#keyOf(task),
      due,
    );
  }

  /** At most `most` tasks that are due by `now`, earliest first. */
  due(now: number, most = ALL): DueTask<Task>[] {
    const rows = this.#dueRows(now, most);
    const tasks = rows.flatMap((row) => this.#toDue(row) ?? []);
    if (tasks.length === rows.length || most === ALL) return tasks;
    // Rows of unknown kinds must not use up the limit, so the query is repeated without a limit.
    return this.due(now).slice(0, most);
  }

  #dueRows(now: number, most: number): ScheduleRow[] {
    return this.#store.all("SELECT * FROM schedule WHERE due <= ? ORDER BY due LIMIT ?", now, most);
  }

  /** The earliest time after `after` at which a task is due (server clock, milliseconds); null if there is none. */
  earliest(after = -1): number | null {
    const row = this.#store.first<ScheduleRow>(
      "SELECT * FROM schedule WHERE due > ? ORDER BY due LIMIT 1",
      after,
    );
    if (row === null || this.#toDue(row) !== null) return row?.due ?? null;
    const rows = this.#store.all<ScheduleRow>("SELECT * FROM schedule WHERE due > ? ORDER BY due", after);
    return rows.find((each) => this.#toDue(each) !== null)?.due ?? null;
  }

  /**
   * Deletes a finished task, or sets it to the time `again`. A task that was requested again while it was running is due on the next beat.
   * Without this delay, its old time would make it run again immediately, in a loop.
   */
  finish({ task, asked }: DueTask<Task>, now: number, again: number | null): void {
    const key = this.#keyOf(task);
    this.#store.run("DELETE FROM schedule WHERE task = ? AND key = ? AND asked = ?", task.task, key, asked);
    this.#store.run(
      "UPDATE schedule SET due = max(due, ?), attempts = 0 WHERE task = ? AND key = ?",
      nextBeat(now),
      task.task,
      key,
    );
    if (again !== null) this.put(task, again);
  }

  /** Delays a failed task. The pause grows with each failure. */
  postpone({ task, attempts }: DueTask<Task>, now: number): void {
    const pause = Math.min(RETRY_CAP, RETRY_FIRST * 2 ** attempts);
    this.#store.run(
      "UPDATE schedule SET due = ?, attempts = attempts + 1 WHERE task = ? AND key = ?",
      now + pause,
      task.task,
      this.#keyOf(task),
    );
  }

  /** A unique name of the task within this object. */
  nameOf(task: Task): string {
    return JSON.stringify([task.task, this.#keyOf(task)]);
  }

  /** Null for a row of an unknown kind. */
  #toDue({ task, key, due, attempts, asked }: ScheduleRow): DueTask<Task> | null {
    const read = this.#read.get(task)?.(key) ?? null;
    return read && { task: read, due, attempts, asked };
  }
}

/**
 * The next beat after `now`, so that tasks of one window run together. It is never `now` itself: a later request then always has another
 * time, so `finish` can detect it.
 */
export function nextBeat(now: number): number {
  return (Math.floor(now / FAN_OUT_WINDOW) + 1) * FAN_OUT_WINDOW;
}
