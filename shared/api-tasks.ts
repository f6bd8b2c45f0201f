/** Tasks over HTTP. */
import type { Page } from "./api-rooms.ts";
import type { OrganizationId, RoomId, UserId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";
import type { TaskId } from "./task-id.ts";
import type { Due, TaskState } from "./tasks.ts";

export interface ApiTask {
  id: TaskId;
  /** The room in which it is, and its message. Missing for a personal task. */
  room?: RoomId;
  message?: Seq;
  title: string;
  state: TaskState;
  due?: Due;
  assignee?: UserId;
  /** A rule of RFC 5545. */
  repeat?: string;
  /** Missing in lists. */
  notes?: string;
  hasNotes: boolean;
  author: UserId;
  createdAt: number;
  /** When and by whom it was done or cancelled. */
  ended?: { at: number; by: UserId };
  /** How many times it was done, if it repeats. */
  times?: number;
  version: number;
}

/**
 * When a task is due: a moment, a day (`2026-12-04`), a time of the clock (`2026-12-04T09:00`), a moment of ISO 8601, or words such as
 * "next Friday 9:00". Days, times of the clock and words are of the time zone `zone`.
 */
export type WrittenDue = Due | string;

interface InZone {
  /** Of a `due` that is a text. UTC if it is missing. */
  zone?: string;
  /** In which language, beside English, a `due` in words is read (BCP 47). */
  language?: string;
}

/** `POST /tasks` NewApiTask → ApiTask. The same `Idempotency-Key` again returns the same task. */
export interface NewApiTask extends InZone {
  title: string;
  /** Missing: a personal task. */
  room?: RoomId;
  due?: WrittenDue;
  /** A person in the room. */
  assignee?: UserId;
  repeat?: string;
  notes?: string;
}

/** `PATCH /tasks/:task` ChangeApiTask → ApiTask. Null removes a value. With `title` or `notes`, another `version` is a `conflict`. */
export interface ChangeApiTask extends InZone {
  version?: number;
  title?: string;
  state?: TaskState;
  due?: WrittenDue | null;
  assignee?: UserId | null;
  repeat?: string | null;
  notes?: string | null;
}

/** `POST /tasks/:task/complete` CompleteApiTask → ApiTask. */
export interface CompleteApiTask {
  /** The due time that was completed (ms), of a task that repeats. If it has another one by now, nothing happens. */
  due?: number;
}

/** `GET /tasks` → ApiTaskList. */
export type ApiTaskList = Page<ApiTask, string>;
export const TASK_STATUSES = ["pending", "ended"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const taskPaths = {
  all: (organization: OrganizationId) => `/api/v1/tasks?organization=${organization}`,
  ofRoom: (organization: OrganizationId, room: RoomId, status: TaskStatus, cursor: string | null) => {
    const more = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return `/api/v1/tasks?organization=${organization}&room=${room}&status=${status}${more}`;
  },
  one: (organization: OrganizationId, task: TaskId) => `/api/v1/tasks/${task}?organization=${organization}`,
};
