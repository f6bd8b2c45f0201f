/** Tasks: what they consist of, and which values they may have. Tasks of rooms and of persons are the same. */
import type { UserId } from "./ids.ts";
import { isValidTimeZone } from "./time-zone.ts";
import { localTime, momentOf } from "./zoned-time.ts";

export const TASK_STATES = ["open", "done", "cancelled"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_LISTS = ["today", "upcoming", "undated", "open", "ended"] as const;
/** The lists of a person. `today`: also what is overdue. `upcoming`: from tomorrow on. `open`: all of these. `ended`: done and cancelled. */
export type TaskList = (typeof TASK_LISTS)[number];

/** When a task is due. */
export interface Due {
  /** Milliseconds since 1970. Of a whole day: the moment at which it begins in `zone`. */
  at: number;
  /** The time zone in which the day or the time is meant, such as `Europe/Berlin`. */
  zone: string;
  /** Only the day is meant. It is the same day everywhere. */
  allDay?: true;
}

export interface Repeat {
  /** A rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=FR`. */
  rule: string;
  /** The due time with which the repeating begins. It is counted from there, in the zone of the due time. */
  since: number;
}

/** A task without its title. */
export interface Task {
  state: TaskState;
  due?: Due;
  /** Who has to do it. */
  assignee?: UserId;
  repeat?: Repeat;
  notes?: string;
  /** Its place among the others: keys are compared by their characters. */
  order: string;
  /** Starts at 1 and increases with each change. */
  version: number;
  /** When and by whom it was done or cancelled. */
  ended?: { at: number; by: UserId };
  /** How many times it was done so far, if it repeats. */
  times?: number;
}

/** What a person says about a task. A value that is null is removed. */
export interface TaskChange {
  due?: Due | null;
  assignee?: UserId | null;
  /** A rule. It needs a due time. */
  repeat?: string | null;
  notes?: string | null;
}

/** What a task may begin with. */
export interface NewTask {
  due?: Due;
  assignee?: UserId;
  repeat?: string;
  notes?: string;
}

/** UTF-16 units. */
export const MAX_TASK_TITLE = 500;
export const MAX_TASK_NOTES = 4_000;
export const MAX_REPEAT_RULE = 200;
/** Open tasks of one room, and of one person. */
export const MAX_OPEN_TASKS = 10_000;
/** The last morning of the year 9999 in UTC: it is the same year in all zones, and dates have four digits. */
export const LAST_DUE = Date.UTC(9999, 11, 31, 9);

export const isOpen = ({ state }: Pick<Task, "state">): boolean => state === "open";

/** The due time as it is stored: a whole day begins at its midnight. Null if there is no such time or zone. */
export function readDue({ at, zone, allDay }: Due): Due | null {
  if (!Number.isSafeInteger(at) || at < 0 || at > LAST_DUE || !isValidTimeZone(zone)) return null;
  if (allDay === undefined) return { at, zone };
  return { at: momentOf(zone, localTime(zone, at).date, 0), zone, allDay };
}

/** The day on which it is due for somebody in this zone, as `2026-03-29`. A whole day is the same day everywhere. */
export function dayOf({ at, zone, allDay }: Due, ofReader: string): string {
  return localTime(allDay === true ? zone : ofReader, at).date;
}

/** Whether its time is over. A whole day is over when it has ended for the reader. */
export function isOverdue(due: Due, now: number, ofReader: string): boolean {
  return due.allDay === true ? dayOf(due, ofReader) < localTime(ofReader, now).date : due.at < now;
}
