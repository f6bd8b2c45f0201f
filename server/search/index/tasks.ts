import { assertNever } from "../../../shared/assert-never.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Scheduled tasks of a message index. Each task may run more than once. */
export type SearchTask =
  /** Asks the next rooms of the organization for messages that the index does not have. */
  | { task: "walk" }
  /** Deletes rows of rooms that began anew. */
  | { task: "drop-rooms" }
  /** Rewrites the full-text table without deleted words. */
  | { task: "drop-words" };

const kinds: TaskKinds<SearchTask> = {
  keyOf(task) {
    switch (task.task) {
      case "walk":
      case "drop-rooms":
      case "drop-words":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    walk: () => ({ task: "walk" }),
    "drop-rooms": () => ({ task: "drop-rooms" }),
    "drop-words": () => ({ task: "drop-words" }),
  },
};

export const searchSchedule = (store: SqlStore): Schedule<SearchTask> => new Schedule(store, kinds);
