import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** What an inbox does later. Each task may run more than once. */
export type InboxTask =
  /** End what was snoozed until now. */
  | { task: "wake" }
  /** Look whether the person's devices are still there, and tell who watches them. */
  | { task: "look" }
  /** Ask large rooms how they stand. */
  | { task: "large-rooms" }
  /** Tell a room that the person has read it. */
  | { task: "read"; room: RoomId };

const kinds: TaskKinds<InboxTask> = {
  keyOf(task) {
    switch (task.task) {
      case "read":
        return task.room;
      case "wake":
      case "look":
      case "large-rooms":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    wake: () => ({ task: "wake" }),
    look: () => ({ task: "look" }),
    "large-rooms": () => ({ task: "large-rooms" }),
    read: (key) => ({ task: "read", room: key as RoomId }),
  },
};

export const inboxSchedule = (store: SqlStore): Schedule<InboxTask> => new Schedule(store, kinds);
