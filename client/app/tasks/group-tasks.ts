/** The groups of a list: by day, and what is overdue apart. */
import { addDays } from "../../../shared/zoned-time.ts";
import { dayOf } from "../../../shared/tasks.ts";
import type { ListedTask, ShownList } from "../../sdk/tasks/types.ts";
import type { SortableGroup } from "../../parts/tasks/sortable-list.tsx";

export interface GroupedBy {
  list: ShownList;
  zone: string;
  /** Today, as `2026-03-29`. */
  today: string;
  /** The heading of a day. */
  nameOfDay: (day: string) => string;
  overdue: string;
}

/** `key` of a group is its day; `overdue` and `all` are no days. */
export function groupTasks(tasks: readonly ListedTask[], by: GroupedBy): SortableGroup<ListedTask>[] {
  if (by.list === "undated" || by.list === "ended") return [{ key: "all", items: tasks }];
  const groups = new Map<string, ListedTask[]>();
  if (by.list === "upcoming") groups.set(addDays(by.today, 1), []);
  for (const task of tasks) {
    const day = task.task.due === undefined ? by.today : dayOf(task.task.due, by.zone);
    const key = day < by.today ? "overdue" : day;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups]
    .filter(([, items]) => items.length > 0)
    .map(([key, items]) => ({
      key,
      heading: key === "overdue" ? by.overdue : by.nameOfDay(key),
      items,
    }));
}

export const isDay = (key: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(key);
