import {
  type DueTask,
  dueTasks,
  earliestDue,
  finish,
  postpone,
  type Task,
} from "../../rules/room/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/**
 * Does one task; may be called again for the same one. Returns when it is due once more (server clock, milliseconds) or
 * null, and throws when it should be tried again later.
 */
export type RunTask = (task: Task) => Promise<number | null>;

/** What is due within this time is left to a timer, if the alarm stands behind it. Milliseconds. */
const SOON = 2_000;
/** An alarm within this time is close enough to stand behind a timer: what a crash interrupts is done then. */
const BEHIND = 60_000;

/**
 * Does what `schedule` lists, when it is due. The object's one alarm is what survives a crash; but to set it is a write
 * that every frame of the same step waits for, and to be woken by it another. So what is due in a moment is done by a timer
 * in memory, as long as some alarm is near (while sockets are open there always is one, to look whether they still are).
 */
export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #store: SqlStore;
  readonly #run: RunTask;
  /** When the alarm will ring, as far as this wake knows. */
  #armedFor = Infinity;
  #timer: { due: number; handle: ReturnType<typeof setTimeout> } | null = null;
  readonly #underWay = new Set<string>();
  /** While something is under way: everything that was due by then was taken, and asks for no timer. */
  #takenUpTo = -1;

  constructor(storage: DurableObjectStorage, store: SqlStore, run: RunTask) {
    this.#storage = storage;
    this.#store = store;
    this.#run = run;
  }

  /** Sees to it that the earliest task will be done. */
  arm(now: number): void {
    const due = earliestDue(this.#store, this.#takenUpTo);
    if (due === null) return;
    if (due - now <= SOON && this.#armedFor - now <= BEHIND) this.#setTimer(due, now);
    else this.#setAlarm(due);
  }

  /** Called by the platform. Arms again before it works, so that a crash repeats the work. */
  async ring(now: number): Promise<void> {
    this.#armedFor = Infinity;
    if (earliestDue(this.#store) === null) return;
    this.#setAlarm(now + BEHIND / 2);
    await this.#work(now);
  }

  #setAlarm(due: number): void {
    if (this.#armedFor <= due) return;
    this.#armedFor = due;
    void this.#storage.setAlarm(due);
  }

  #setTimer(due: number, now: number): void {
    if (this.#timer !== null) {
      if (this.#timer.due <= due) return;
      clearTimeout(this.#timer.handle);
    }
    const work = (): void => {
      this.#timer = null;
      void this.#work(Date.now());
    };
    this.#timer = { due, handle: setTimeout(work, Math.max(0, due - now)) };
  }

  async #work(now: number): Promise<void> {
    const due = dueTasks(this.#store, now).filter((each) => !this.#underWay.has(keyOf(each)));
    if (due.length > 0) this.#takenUpTo = now;
    for (const each of due) this.#underWay.add(keyOf(each));
    const results = await Promise.allSettled(due.map(({ task }) => this.#run(task)));
    // One write for all of them.
    results.forEach((result, i) => {
      const each = due[i];
      if (each === undefined) return;
      this.#underWay.delete(keyOf(each));
      if (result.status === "fulfilled") return finish(this.#store, each, Date.now(), result.value);
      console.error("task", each.task.task, "will be tried again", result.reason);
      postpone(this.#store, each, Date.now());
    });
    if (this.#underWay.size === 0) this.#takenUpTo = -1;
    this.arm(Date.now());
  }
}

const keyOf = ({ task }: DueTask): string => JSON.stringify(task);
