import { type Due, dayOf } from "../../../shared/tasks.ts";
import { formatDay, formatTime } from "../../ui/format.ts";

/** The moment at which the day of a due time begins for the reader, by their device. */
export function dayStart(due: Due, zone: string): number {
  const [year = 0, month = 1, day = 1] = dayOf(due, zone).split("-").map(Number);
  return new Date(year, month - 1, day).getTime();
}

/** When it is due, on the reader's clock: "Tomorrow", "Friday 4 December, 09:00". */
export function dueText(due: Due, zone: string, now: number): string {
  const day = formatDay(dayStart(due, zone), now);
  return due.allDay === true ? day : `${day}, ${formatTime(due.at)}`;
}
