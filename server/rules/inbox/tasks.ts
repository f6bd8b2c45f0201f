import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A scheduled task of an inbox. Each task may run more than once. */
export type InboxTask =
  /** End the snoozes that are over. */
  | { task: "wake" }
  /** Check whether the person's devices are still connected, and tell their watchers. */
  | { task: "look" }
  /** Ask large rooms for their entries. */
  | { task: "large-rooms" }
  /** Send the messages whose time has come. */
  | { task: "send" }
  /** Tell the person of reminders whose time has come. */
  | { task: "remind" }
  /** Tell a room that the person has read it. */
  | { task: "read"; room: RoomId }
  /** Decide whether the person is told of a notice, or look whether it was sent. */
  | { task: "notice"; notice: string };

const kinds: TaskKinds<InboxTask> = {
  keyOf(task) {
    switch (task.task) {
      case "read":
        return task.room;
      case "notice":
        return task.notice;
      case "wake":
      case "look":
      case "large-rooms":
      case "remind":
      case "send":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    wake: () => ({ task: "wake" }),
    look: () => ({ task: "look" }),
    send: () => ({ task: "send" }),
    remind: () => ({ task: "remind" }),
    "large-rooms": () => ({ task: "large-rooms" }),
    read: (key) => ({ task: "read", room: key as RoomId }),
    notice: (key) => ({ task: "notice", notice: key }),
  },
};

export const inboxSchedule = (store: SqlStore): Schedule<InboxTask> => new Schedule(store, kinds);
