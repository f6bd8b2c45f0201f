import type { Schedule } from "./schedule.ts";

/**
 * Does one task; may be called again for the same one. `attempts` of it have failed. Returns when it is due once more (server clock,
 * milliseconds) or null, and throws when it should be tried again later.
 */
export type RunTask<Task> = (task: Task, attempts: number) => Promise<number | null>;

/** What is due within this time is left to a timer, if the alarm stands behind it. Milliseconds. */
const SOON = 2_000;
/** An alarm within this time is close enough to stand behind a timer: what a crash interrupts is done then. Milliseconds. */
const BEHIND = 60_000;

/** Tasks that are done together where nobody says otherwise. */
const MANY = 1_000;

/**
 * Does what a schedule lists, when it is due. The object's one alarm is what survives a crash; but to set it is a write that every frame
 * of the same step waits for, and to be woken by it another. So what is due in a moment is done by a timer in memory, as long as some alarm
 * is near (while sockets are open there always is one, to look whether they still are).
 */
export class Alarm<Task extends { task: string }> {
  readonly #storage: DurableObjectStorage;
  readonly #schedule: Schedule<Task>;
  readonly #run: RunTask<Task>;
  readonly #atOnce: number;
  /** When the alarm will ring, as far as this wake knows. */
  #armedFor = Infinity;
  #timer: { due: number; handle: ReturnType<typeof setTimeout> } | null = null;
  readonly #underWay = new Set<string>();
  /** While something is under way: everything that was due by then was taken, and asks for no timer. */
  #takenUpTo = -1;

  /** `atOnce`: so many tasks are done together, where each is a call to another object. */
  constructor(storage: DurableObjectStorage, schedule: Schedule<Task>, run: RunTask<Task>, atOnce = MANY) {
    this.#storage = storage;
    this.#schedule = schedule;
    this.#run = run;
    this.#atOnce = atOnce;
  }

  /** Call it when the object starts. It writes nothing where the alarm is set already, as it is unless a migration made the tasks. */
  async wake(now: number): Promise<void> {
    this.#armedFor = Math.min(this.#armedFor, (await this.#storage.getAlarm()) ?? Infinity);
    this.arm(now);
  }

  /** Sees to it that the earliest task will be done. */
  arm(now: number): void {
    const due = this.#schedule.earliest(this.#takenUpTo);
    if (due === null) return;
    if (due - now <= SOON && this.#armedFor - now <= BEHIND) this.#setTimer(due, now);
    else this.#setAlarm(due);
  }

  /** Called by the platform. Arms again before it works, so that a crash repeats the work. */
  async ring(now: number): Promise<void> {
    this.#armedFor = Infinity;
    if (this.#schedule.earliest() === null) return;
    this.#setAlarm(now + BEHIND / 2);
    await this.#work(now);
    this.#disarm();
  }

  /** After the work: the alarm that stood behind it would wake the object for nothing where all the rest is due much later. */
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
    // The platform refuses a time of 0, by which a migration says "at once".
    void this.#storage.setAlarm(Math.max(1, due));
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
    const due = this.#schedule
      .due(now, this.#atOnce + this.#underWay.size)
      .filter(({ task }) => !this.#underWay.has(this.#schedule.nameOf(task)))
      .slice(0, this.#atOnce);
    if (due.length > 0) this.#takenUpTo = now;
    for (const { task } of due) this.#underWay.add(this.#schedule.nameOf(task));
    const results = await Promise.allSettled(due.map(({ task, attempts }) => this.#run(task, attempts)));
    // One write for all of them.
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
