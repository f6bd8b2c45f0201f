import { assertNever } from "../../../shared/assert-never.ts";
import type { ShareId, TurnId, UserId } from "../../../shared/ids.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** What a room does later. Each task may run more than once. */
export type RoomTask =
  /** Tell the inboxes of all members how the room stands. */
  | { task: "inboxes" }
  /** Tell one person's inbox: their cursor moved, or they came, or they are gone. */
  | { task: "inbox"; user: UserId }
  /** Tell one person's inbox what messages took from its draft. */
  | { task: "draft"; user: UserId }
  /** Copy the members to the directory. */
  | { task: "directory" }
  /** Look whether the devices that hold a socket are still there. */
  | { task: "presence" }
  /** Look whether the running turns are still alive. */
  | { task: "turns" }
  /** Tell the meter what a turn has used. */
  | { task: "settle"; turn: TurnId }
  /** Nobody has decided for long what a turn waits for. */
  | { task: "decision"; turn: TurnId }
  /** Delete what is stored of files and is nobody's any more. */
  | { task: "attachments" }
  /** A share link's time is over. */
  | { task: "share"; share: ShareId };

const kinds: TaskKinds<RoomTask> = {
  keyOf(task) {
    switch (task.task) {
      case "inbox":
      case "draft":
        return task.user;
      case "settle":
      case "decision":
        return task.turn;
      case "share":
        return task.share;
      case "inboxes":
      case "directory":
      case "presence":
      case "turns":
      case "attachments":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    inboxes: () => ({ task: "inboxes" }),
    inbox: (key) => ({ task: "inbox", user: key as UserId }),
    draft: (key) => ({ task: "draft", user: key as UserId }),
    directory: () => ({ task: "directory" }),
    presence: () => ({ task: "presence" }),
    turns: () => ({ task: "turns" }),
    settle: (key) => ({ task: "settle", turn: key as TurnId }),
    decision: (key) => ({ task: "decision", turn: key as TurnId }),
    attachments: () => ({ task: "attachments" }),
    share: (key) => ({ task: "share", share: key as ShareId }),
  },
};

export const roomSchedule = (store: SqlStore): Schedule<RoomTask> => new Schedule(store, kinds);

/** Puts a task on the room's schedule. */
export function schedule(store: SqlStore, task: RoomTask, due: number): void {
  roomSchedule(store).put(task, due);
}
