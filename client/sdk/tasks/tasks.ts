import { makeId, type RandomBytes } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { Ok } from "../../../shared/protocol/server-frames.ts";
import type {
  TaskFrame,
  TaskRequest,
  TasksFrame,
  TasksPageFrame,
} from "../../../shared/protocol/task-frames.ts";
import { compareTexts, listOf, readerIn, sortKey } from "../../../shared/task-lists.ts";
import type { InboxPlugin, InboxPort } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { ParleyError } from "../parley-error.ts";
import { Requests, type WithoutRef } from "../requests.ts";
import type { Inbox } from "../types.ts";
import type { ListedTask, NewTask, ShownList, TaskCounts, TaskId, Tasks } from "./types.ts";

export interface TasksOptions {
  /** The time zone of the person, such as `Europe/Berlin`. */
  zone: string;
  /** Server clock, milliseconds. */
  now(): number;
  random?: RandomBytes;
}

/**
 * Tasks on the inbox's socket.
 *
 * @example
 * const inbox = client.inbox();
 * const tasks = createTasks(inbox, { zone: "Europe/Berlin", now: () => inbox.now() });
 * await tasks.add("Water the plants", {});
 */
export function createTasks(inbox: Inbox, options: TasksOptions): Tasks {
  return new InboxTasks(inbox, options);
}

type Answer = Ok | TasksPageFrame | TaskFrame;

/** How far a list is loaded. `until`: the key of the last loaded task; null if all are. */
interface Loaded {
  until: string | null;
}

class InboxTasks implements Tasks, InboxPlugin {
  readonly #options: TasksOptions;
  readonly #listeners = new Listeners();
  readonly #known = new Map<TaskId, ListedTask>();
  readonly #loaded = new Map<ShownList, Loaded>();
  /** Lists that are shown somewhere. The first page of `today` is always loaded: it says how many tasks there are. */
  readonly #wanted = new Set<ShownList>(["today"]);
  readonly #detach: () => void;
  #requests: Requests<WithoutRef<TaskRequest>, Answer> | null = null;
  #counts: TaskCounts | null = null;
  /** Counts connections: pages of an earlier one are ignored. */
  #connection = 0;
  #isCounting = false;
  #isCountOld = false;

  constructor(inbox: Inbox, options: TasksOptions) {
    this.#options = options;
    this.#detach = inbox.attach(this);
  }

  get counts(): TaskCounts | null {
    return this.#counts;
  }

  list(list: ShownList): readonly ListedTask[] {
    const reader = readerIn(this.#options.zone, this.#options.now());
    const until = this.#loaded.get(list)?.until ?? null;
    return [...this.#known.values()]
      .filter((task) => listOf(task, reader) === list)
      .map((task) => ({ task, key: sortKey(task, reader) }))
      .filter(({ key }) => until === null || compareTexts(key, until) <= 0)
      .sort((a, b) => compareTexts(a.key, b.key))
      .map(({ task }) => task);
  }

  isLoaded(list: ShownList): boolean {
    return this.#loaded.has(list);
  }

  hasMore(list: ShownList): boolean {
    return (this.#loaded.get(list)?.until ?? null) !== null;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  load(list: ShownList): void {
    if (this.#wanted.has(list)) return;
    this.#wanted.add(list);
    this.#loadFirst(list);
  }

  async more(list: ShownList): Promise<void> {
    const until = this.#loaded.get(list)?.until ?? null;
    if (until !== null) await this.#loadPage(list, until);
  }

  async add(title: string, task: NewTask): Promise<TaskId> {
    const random = this.#options.random ?? ((bytes) => crypto.getRandomValues(bytes));
    const id = makeId("task", random);
    await this.#ask({ type: "task.add", id, title, task });
    return id;
  }

  async change(id: TaskId, change: Parameters<Tasks["change"]>[1]): Promise<void> {
    await this.#ask({ type: "task.change", id, ...change });
  }

  async setState(id: TaskId, state: ListedTask["task"]["state"], due?: number): Promise<void> {
    await this.#ask({ type: "task.state", id, state, ...(due !== undefined && { due }) });
  }

  async place(id: TaskId, before: TaskId | null): Promise<void> {
    await this.#ask({ type: "task.place", id, before });
  }

  async remove(id: TaskId): Promise<void> {
    await this.#ask({ type: "task.remove", id });
  }

  async open(id: TaskId): Promise<ListedTask> {
    const answer = await this.#ask({ type: "task.open", id });
    if (answer.type !== "task") throw new ParleyError("internal", "The inbox sent an unexpected answer.");
    return answer.task;
  }

  close(): void {
    this.#detach();
  }

  // ---- the inbox's socket

  attached(port: InboxPort): void {
    this.#requests = new Requests({ nextRef: () => port.nextRef(), send: (frame) => port.send(frame) });
  }

  connected(): void {
    this.#connection += 1;
    this.#requests?.connected();
    for (const list of this.#wanted) this.#loadFirst(list);
  }

  disconnected(): void {
    this.#connection += 1;
    this.#isCounting = false;
    this.#requests?.disconnected();
  }

  stopped(code: number): void {
    this.#requests?.stopped(code);
  }

  received(frame: InboxServerFrame): void {
    if (frame.type === "tasks") this.#take(frame);
    else if (
      frame.type === "tasks.page" ||
      frame.type === "task" ||
      frame.type === "ok" ||
      frame.type === "error"
    )
      this.#requests?.answered(frame);
  }

  #take({ changed, removed }: TasksFrame): void {
    for (const task of changed) this.#known.set(task.id, task);
    for (const id of removed) this.#known.delete(id);
    this.#listeners.notify();
    void this.#countAgain();
  }

  /** A change of a task that is not loaded may change the numbers too, so the inbox is asked: once for changes that come together. */
  async #countAgain(): Promise<void> {
    if (this.#isCounting) {
      this.#isCountOld = true;
      return;
    }
    this.#isCounting = true;
    do {
      this.#isCountOld = false;
      await this.#ask(
        { type: "task.list", list: "today", zone: this.#options.zone, after: null },
        (answer) => {
          if (answer.type !== "tasks.page") return;
          this.#counts = answer.counts;
          this.#listeners.notify();
        },
      ).catch(() => undefined);
    } while (this.#isCountOld && this.#isCounting);
    this.#isCounting = false;
  }

  #loadFirst(list: ShownList): void {
    void this.#loadPage(list, null).catch(() => undefined);
  }

  /** Tasks that changed while the page was on its way are newer than the page, so they are not replaced. */
  async #loadPage(list: ShownList, after: string | null): Promise<void> {
    const connection = this.#connection;
    const before = new Map(this.#known);
    await this.#ask({ type: "task.list", list, zone: this.#options.zone, after }, (answer) => {
      if (answer.type !== "tasks.page" || connection !== this.#connection) return;
      this.#keep(list, answer, before, after);
    });
  }

  #keep(
    list: ShownList,
    { tasks, next, counts }: TasksPageFrame,
    before: ReadonlyMap<TaskId, ListedTask>,
    after: string | null,
  ): void {
    const sent = new Set(tasks.map(({ id }) => id));
    const reader = readerIn(this.#options.zone, this.#options.now());
    for (const [id, task] of before) {
      const key = sortKey(task, reader);
      const isInPage =
        listOf(task, reader) === list &&
        (after === null || compareTexts(key, after) > 0) &&
        (next === null || compareTexts(key, next) <= 0);
      if (isInPage && !sent.has(id) && this.#known.get(id) === task) this.#known.delete(id);
    }
    for (const task of tasks)
      if (this.#known.get(task.id) === before.get(task.id)) this.#known.set(task.id, task);
    this.#loaded.set(list, { until: next });
    this.#counts = counts;
    this.#listeners.notify();
  }

  #ask(request: WithoutRef<TaskRequest>, take?: (answer: Answer) => void): Promise<Answer> {
    if (this.#requests === null) throw new Error("the inbox attaches a plugin at once");
    return this.#requests.ask(request, take);
  }
}
