import type { ListedTask, TaskCounts } from "../../../shared/protocol/task-frames.ts";
import type { TaskId } from "../../../shared/task-id.ts";
import type { TaskList } from "../../../shared/tasks.ts";
import type { NewTask, Task, TaskChange, TaskState } from "../../../shared/tasks.ts";

export type { ListedTask, NewTask, Task, TaskChange, TaskCounts, TaskId, TaskList, TaskState };

/** A list that a page shows. `open` is for programs, over HTTP. */
export type ShownList = Exclude<TaskList, "open">;

/** A person's tasks, the same on all of their devices: their own, and those of rooms that they have. */
export interface Tasks {
  /** Open tasks by list; null until the inbox has said. */
  readonly counts: TaskCounts | null;
  /** The loaded part of the list, in order. */
  list(list: ShownList): readonly ListedTask[];
  /** The first page has arrived. */
  isLoaded(list: ShownList): boolean;
  hasMore(list: ShownList): boolean;
  subscribe(listener: () => void): () => void;
  /** Loads the first page, now and after each reconnection. */
  load(list: ShownList): void;
  /** Loads the next page. */
  more(list: ShownList): Promise<void>;
  /** These resolve when it is stored, and reject with `ParleyError`. */
  add(title: string, task: NewTask): Promise<TaskId>;
  change(id: TaskId, change: TaskChange & { title?: string; version?: number }): Promise<void>;
  /** `due`: the due time that is completed, of a task that repeats. */
  setState(id: TaskId, state: TaskState, due?: number): Promise<void>;
  /** Puts it before another one in the person's own order; null puts it at the end. */
  place(id: TaskId, before: TaskId | null): Promise<void>;
  remove(id: TaskId): Promise<void>;
  /** With its notes. */
  open(id: TaskId): Promise<ListedTask>;
  close(): void;
}
