import type { Due, Task } from "../../../shared/tasks.ts";
import { localTime } from "../../../shared/zoned-time.ts";
import { encodeBlock } from "../prompt/transcript.ts";

/** A task as a model is told it. `id`: what `complete_task` takes. */
export function taskLine(
  id: string,
  title: string,
  { due, repeat, notes }: Task,
  assignee: string | null,
): string {
  const told = [
    `task ${id}`,
    due === undefined ? "no due time" : `due ${dueLine(due)}`,
    ...(repeat === undefined ? [] : [`repeats ${repeat.rule}`]),
    ...(assignee === null ? [] : [`for ${assignee}`]),
  ];
  return encodeBlock(told.join(", "), notes === undefined ? title : `${title}\n${notes.slice(0, MAX_NOTES)}`);
}

/** Notes of one task may not fill a result. UTF-16 units. */
const MAX_NOTES = 300;

export function dueLine({ at, zone, allDay }: Due): string {
  const { date, minutes } = localTime(zone, at);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return allDay === true ? date : `${date} ${clock} (${zone})`;
}
