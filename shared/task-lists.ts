/** The lists of a person's tasks, and the order in each. The server cuts pages by it, and clients put changed tasks where they belong. */
import type { ListedTask } from "./protocol/task-frames.ts";
import { type Due, dayOf, type TaskList } from "./tasks.ts";
import { localTime } from "./zoned-time.ts";

/** What decides on the place of a task. */
export type Sorted = Pick<ListedTask, "id" | "place"> & {
  task: Pick<ListedTask["task"], "state" | "due" | "ended">;
};

/** On which days a person has their tasks. */
export interface Reader {
  /** Today, as `2026-03-29`. */
  today: string;
  dayOf: (due: Due) => string;
}

/** `now`: server clock, milliseconds. Looking a day up takes some microseconds, and many tasks are due at the same time. */
export function readerIn(zone: string, now: number): Reader {
  const known = new Map<string, string>();
  return {
    today: localTime(zone, now).date,
    dayOf(due) {
      const name = due.allDay === true ? `${due.at} ${due.zone}` : String(due.at);
      const day = known.get(name) ?? dayOf(due, zone);
      known.set(name, day);
      return day;
    },
  };
}

/** The list of those that do not overlap. */
export function listOf({ task }: Pick<Sorted, "task">, reader: Reader): Exclude<TaskList, "open"> {
  if (task.state !== "open") return "ended";
  if (task.due === undefined) return "undated";
  return reader.dayOf(task.due) <= reader.today ? "today" : "upcoming";
}

const LAST_TIME = 1e15;
const digits = (number: number): string => String(number).padStart(16, "0");

/**
 * The place of a task within its list, as a text to compare: by its day; within a day those without a time first, in the person's order,
 * then the others by their time. Ended ones: the newest first.
 */
export function sortKey({ id, place, task }: Sorted, reader: Reader): string {
  if (task.state !== "open") return `${digits(LAST_TIME - (task.ended?.at ?? 0))} ${id}`;
  // Days are digits, so what has no day comes after them.
  if (task.due === undefined) return `~ ${place} ${id}`;
  const time = task.due.allDay === true ? `0 ${place}` : `1 ${digits(task.due.at)}`;
  return `${reader.dayOf(task.due)} ${time} ${id}`;
}

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
