import type { Schedule } from "./schedule.ts";

/**
 * Runs one task. It may be called more than once for the same task. `attempts`: number of failed attempts so far. Returns when the task is
 * due again (server clock, milliseconds) or null. Throws if it must be tried again later.
 */
export type RunTask<Task> = (task: Task, attempts: number) => Promise<number | null>;

/** The part of an object's storage that keeps its alarm. */
export interface AlarmStorage {
  getAlarm: () => Promise<number | null>;
  setAlarm: (at: number) => Promise<void>;
  deleteAlarm: () => Promise<void>;
}

/** Tasks that are due within this time use a timer, if an alarm is set within BEHIND. Milliseconds. */
const SOON = 2_000;
/** Maximum distance of an alarm that secures a timer, ms. After a crash, this alarm runs the tasks that the timer would have run. */
const BEHIND = 60_000;

/** Default maximum number of tasks that run at the same time. */
const MANY = 1_000;

/**
 * Runs the tasks of a schedule when they are due. The object's alarm survives a crash, but setting it is a write that delays every frame
 * of the same step, and its wake-up causes another write. So a task that is due soon is run by a timer in memory, if the alarm is set to a
 * time in the near future. With open sockets that is always so, because the alarm also checks whether they are still alive.
 */
export class Alarm<Task extends { task: string }> {
  readonly #storage: AlarmStorage;
  readonly #schedule: Schedule<Task>;
  readonly #run: RunTask<Task>;
  readonly #atOnce: number;
  /** The time of the alarm, as far as this instance of the object knows. */
  #armedFor = Infinity;
  #timer: { due: number; handle: ReturnType<typeof setTimeout> } | null = null;
  readonly #underWay = new Set<string>();
  /** While tasks are running: all tasks due up to this time are already running, so they need no timer. */
  #takenUpTo = -1;

  /** `atOnce`: maximum number of tasks that run at the same time, for tasks that call another object. */
  constructor(storage: AlarmStorage, schedule: Schedule<Task>, run: RunTask<Task>, atOnce = MANY) {
    this.#storage = storage;
    this.#schedule = schedule;
    this.#run = run;
    this.#atOnce = atOnce;
  }

  /** Call it when the object starts. It usually writes nothing, because the alarm is set already, unless a migration added tasks. */
  async wake(now: number): Promise<void> {
    this.#armedFor = Math.min(this.#armedFor, (await this.#storage.getAlarm()) ?? Infinity);
    this.arm(now);
  }

  /** Ensures that the earliest task will run. */
  arm(now: number): void {
    const due = this.#schedule.earliest(this.#takenUpTo);
    if (due === null) return;
    if (due - now <= SOON && this.#armedFor - now <= BEHIND) this.#setTimer(due, now);
    else this.#setAlarm(due);
  }

  /** Called by the platform. It sets a new alarm before the tasks run, so that a crash repeats them. */
  async ring(now: number): Promise<void> {
    this.#armedFor = Infinity;
    if (this.#schedule.earliest() === null) return;
    this.#setAlarm(now + BEHIND / 2);
    await this.#work(now);
    this.#disarm();
  }

  /** After the tasks: moves or deletes the alarm that was set in case of a crash, so that it does not wake the object without need. */
  #disarm(): void {
    if (this.#underWay.size > 0) return;
    const due = this.#schedule.earliest() ?? Infinity;
    if (due - this.#armedFor <= BEHIND) return;
    this.#armedFor = due;
    void (due === Infinity ? this.#storage.deleteAlarm() : this.#storage.setAlarm(due));
  }

  #setAlarm(due: number): void {
    if (this.#armedFor <= due) return;
    this.#armedFor = due;
    // The platform rejects a time of 0, which migrations use for "at once".
    void this.#storage.setAlarm(Math.max(1, due));
  }

  #setTimer(due: number, now: number): void {
    if (this.#timer !== null) {
      if (this.#timer.due <= due) return;
      clearTimeout(this.#timer.handle);
    }
    const work = (): void => {
      this.#timer = null;
      // Such as a disk that is full. The alarm behind the timer runs them.
      this.#work(Date.now()).catch((error: unknown) => console.error("tasks will be tried again", error));
    };
    this.#timer = { due, handle: setTimeout(work, Math.max(0, due - now)) };
  }

  async #work(now: number): Promise<void> {
    const due = this.#schedule
      .due(now, this.#atOnce + this.#underWay.size)
      .filter(({ task }) => !this.#underWay.has(this.#schedule.nameOf(task)))
      .slice(0, this.#atOnce);
    if (due.length > 0) this.#takenUpTo = now;
    for (const { task } of due) this.#underWay.add(this.#schedule.nameOf(task));
    const results = await Promise.allSettled(due.map(({ task, attempts }) => this.#run(task, attempts)));
    // No `await` in this loop: the platform joins its writes into one.
    results.forEach((result, i) => {
      const each = due[i];
      if (each === undefined) return;
      this.#underWay.delete(this.#schedule.nameOf(each.task));
      if (result.status === "fulfilled") return this.#schedule.finish(each, Date.now(), result.value);
      console.error("task", each.task.task, "will be tried again", result.reason);
      this.#schedule.postpone(each, Date.now());
    });
    if (this.#underWay.size === 0) this.#takenUpTo = -1;
    this.arm(Date.now());
  }
}
