import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A scheduled task of a desk. Each may run more than once. */
export type DeskTask =
  /** Make the assigned supporter a member of the conversation. */
  | { task: "join"; room: RoomId }
  /** Tell everybody who waits their place in line. */
  | { task: "lines" }
  /** Look up the conversation's widget and what it promises. */
  | { task: "terms"; room: RoomId }
  /** An answer is late. */
  | { task: "late" }
  /** The next snooze ends. */
  | { task: "wake" }
  /** Mail the visitor what a supporter has answered, if it is still unread. */
  | { task: "mail"; room: RoomId }
  /** Index the words of conversations that have changed, in steps. */
  | { task: "index" }
  /** Check whether supporters' devices are still connected. */
  | { task: "look" };

const kinds: TaskKinds<DeskTask> = {
  keyOf(task) {
    switch (task.task) {
      case "join":
      case "mail":
      case "terms":
        return task.room;
      case "lines":
      case "wake":
      case "index":
      case "late":
      case "look":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    join: (key) => ({ task: "join", room: key as RoomId }),
    mail: (key) => ({ task: "mail", room: key as RoomId }),
    terms: (key) => ({ task: "terms", room: key as RoomId }),
    late: () => ({ task: "late" }),
    lines: () => ({ task: "lines" }),
    wake: () => ({ task: "wake" }),
    index: () => ({ task: "index" }),
    look: () => ({ task: "look" }),
  },
};

export const deskSchedule = (store: SqlStore): Schedule<DeskTask> => new Schedule(store, kinds);
