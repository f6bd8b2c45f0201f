/** A person's tasks: their own, and those of rooms that they have. They are in the person's inbox, and only their own devices receive them. */
import type { PersonalTaskId, RoomId, UserId } from "../ids.ts";
import type { TaskId } from "../task-id.ts";
import type { NewTask, Task, TaskChange, TaskList, TaskState } from "../tasks.ts";
import type { Ref } from "./ref.ts";
import type { Seq } from "./seq.ts";

export interface ListedTask {
  id: TaskId;
  /** The room in which it is, and its message. Missing for a personal task. */
  room?: RoomId;
  seq?: Seq;
  /** Of a task of a room: its beginning. */
  title: string;
  author: UserId;
  /** Server clock, milliseconds. */
  madeAt: number;
  /** Without its notes. */
  task: Task;
  hasNotes?: true;
  /** Its place in this person's lists, a text to compare. */
  place: string;
}

/** Open tasks by list. */
export type TaskCounts = Record<Exclude<TaskList, "open" | "ended">, number>;

/** Makes a personal task. The client makes the id. Repeating the frame changes nothing. */
export interface AddTask {
  type: "task.add";
  ref: Ref;
  id: PersonalTaskId;
  title: string;
  task: NewTask;
}
/** As `task.change` of a room. The title of a task of a room is its message. */
export interface ChangeTask extends TaskChange {
  type: "task.change";
  ref: Ref;
  id: TaskId;
  version?: number;
  title?: string;
}
/** As `task.state` of a room. */
export interface SetTaskState {
  type: "task.state";
  ref: Ref;
  id: TaskId;
  state: TaskState;
  due?: number;
}
/** Puts a task before another one in the person's own order; null puts it at the end. The order of a room stays as it is. */
export interface PlaceTask {
  type: "task.place";
  ref: Ref;
  id: TaskId;
  before: TaskId | null;
}
/** Deletes a task. Of a room, as `delete` of its message. */
export interface RemoveTask {
  type: "task.remove";
  ref: Ref;
  id: TaskId;
}
/** Requests a personal task with its notes. Answered by `task`. */
export interface OpenTask {
  type: "task.open";
  ref: Ref;
  id: TaskId;
}
/** Requests a list as it is now in this time zone, from a place on. Answered by `tasks.page`. */
export interface AskTasks {
  type: "task.list";
  ref: Ref;
  list: TaskList;
  zone: string;
  after: string | null;
}
export type TaskRequest = AddTask | ChangeTask | SetTaskState | PlaceTask | RemoveTask | OpenTask | AskTasks;

/** Tasks that changed, and those that are no longer this person's. */
export interface TasksFrame {
  type: "tasks";
  changed: ListedTask[];
  removed: TaskId[];
}

/** Answer to `task.list`: at most MAX_TASKS_PAGE_BYTES of tasks. */
export interface TasksPageFrame {
  type: "tasks.page";
  ref: Ref;
  tasks: ListedTask[];
  /** Value for the next request; null at the end. */
  next: string | null;
  counts: TaskCounts;
  /** Server clock, milliseconds. */
  now: number;
}

/** Answer to `task.open`, with the notes. */
export interface TaskFrame {
  type: "task";
  ref: Ref;
  task: ListedTask;
}
