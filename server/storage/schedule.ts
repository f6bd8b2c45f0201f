import { FAN_OUT_WINDOW } from "../../shared/limits.ts";
import type { SqlStore } from "./sql.ts";

export interface DueTask<Task> {
  task: Task;
  /** Server clock, milliseconds. */
  due: number;
  /** Failed ones so far. */
  attempts: number;
  /** How often it was asked for: tells whether that happened again while it was done. */
  asked: number;
}

/** How the tasks of an object become rows and are read again. */
export interface TaskKinds<Task extends { task: string }> {
  /** Tells tasks of one kind apart; empty where there is one of its kind. */
  keyOf: (task: Task) => string;
  /** By kind: what a key stands for, or null where it cannot be read. */
  read: Readonly<Record<Task["task"], (key: string) => Task | null>>;
}

type ScheduleRow = { task: string; key: string; due: number; attempts: number; asked: number };

/** Pause after the first failure, doubled with each further one. Milliseconds. */
const RETRY_FIRST = 1_000;
const RETRY_CAP = 15 * 60_000;
/** As a LIMIT. */
const ALL = -1;

/**
 * What an object does later: a row for each task, and the object's one alarm is the earliest of them. Each task may run more than once. A
 * row of a kind that is unknown here (after a rollback) is left alone.
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

  /** A task that is there already keeps the earlier time. Asking again for the same time writes nothing. */
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

  /** What is due by `now`, earliest first, at most so many. */
  due(now: number, most = ALL): DueTask<Task>[] {
    const rows = this.#dueRows(now, most);
    const tasks = rows.flatMap((row) => this.#toDue(row) ?? []);
    if (tasks.length === rows.length || most === ALL) return tasks;
    // Rows that are not known here must not keep those that are from being found.
    return this.due(now).slice(0, most);
  }

  #dueRows(now: number, most: number): ScheduleRow[] {
    return this.#store.all("SELECT * FROM schedule WHERE due <= ? ORDER BY due LIMIT ?", now, most);
  }

  /** When something is due next after `after` (server clock, milliseconds); null when nothing waits. */
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
   * Deletes a task that is done, with `again` until that time. One that was asked for again since it was taken is due on the next beat: its
   * row still has the time of before, and at once would be as often as it can be done.
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

  /** Puts a task that failed off, longer each time. */
  postpone({ task, attempts }: DueTask<Task>, now: number): void {
    const pause = Math.min(RETRY_CAP, RETRY_FIRST * 2 ** attempts);
    this.#store.run(
      "UPDATE schedule SET due = ?, attempts = attempts + 1 WHERE task = ? AND key = ?",
      now + pause,
      task.task,
      this.#keyOf(task),
    );
  }

  /** Names a task of this object. */
  nameOf(task: Task): string {
    return JSON.stringify([task.task, this.#keyOf(task)]);
  }

  /** Null for a row of an unknown task. */
  #toDue({ task, key, due, attempts, asked }: ScheduleRow): DueTask<Task> | null {
    const read = this.#read.get(task)?.(key) ?? null;
    return read && { task: read, due, attempts, asked };
  }
}

/**
 * The next beat after `now`, so that all that is done in one window is done together. Never `now` itself: a time that is asked for later is
 * then always another, and `finish` can tell.
 */
export function nextBeat(now: number): number {
  return (Math.floor(now / FAN_OUT_WINDOW) + 1) * FAN_OUT_WINDOW;
}
