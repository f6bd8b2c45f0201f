import { assertNever } from "../../../shared/assert-never.ts";
import type { ShareId, TurnId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { Schedule, type TaskKinds } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A scheduled task of a room. Each task may run more than once. */
export type RoomTask =
  /** Send the room's entry to the inboxes of all members. */
  | { task: "inboxes" }
  /** Send a large room's entry to the inboxes of people who are told outside of the app. */
  | { task: "listeners" }
  /** Send the room's entry to one person's inbox: their cursor moved, or they joined or left. */
  | { task: "inbox"; user: UserId }
  /** Tell one person's inbox which parts of its draft were consumed by messages. */
  | { task: "draft"; user: UserId }
  /** Tell one person's inbox of tasks that they have, or no longer have. */
  | { task: "tasks"; user: UserId }
  /** Copy the members to the directory. */
  | { task: "directory" }
  /** Check whether the devices with an open socket are still connected. */
  | { task: "presence" }
  /** Check whether the running turns are still alive. */
  | { task: "turns" }
  /** Send a turn's usage to the meter. */
  | { task: "settle"; turn: TurnId }
  /** Send the votes on a turn's answer to the meter. */
  | { task: "votes"; turn: TurnId }
  /** Ask a model what may follow the answer of a turn, and for a name of the session. */
  | { task: "suggest"; turn: TurnId }
  /** The time to decide on a waiting turn is over. */
  | { task: "decision"; turn: TurnId }
  /** Delete stored files that belong to no message. */
  | { task: "attachments" }
  /** Tell the organization's message index what has changed. */
  | { task: "search" }
  /** Tell the organization's desk how the conversation with a visitor stands. */
  | { task: "desk" }
  /** Tell the organization's webhooks what has happened, or ask what they want to know. */
  | { task: "hooks" }
  /** A message shows nothing to models any more: what was remembered of it is forgotten. */
  | { task: "forget"; message: Seq }
  /** A share link has expired. */
  | { task: "share"; share: ShareId };

const kinds: TaskKinds<RoomTask> = {
  keyOf(task) {
    switch (task.task) {
      case "inbox":
      case "draft":
      case "tasks":
        return task.user;
      case "settle":
      case "votes":
      case "suggest":
      case "decision":
        return task.turn;
      case "forget":
        return String(task.message);
      case "share":
        return task.share;
      case "inboxes":
      case "listeners":
      case "directory":
      case "presence":
      case "turns":
      case "attachments":
      case "search":
      case "desk":
      case "hooks":
        return "";
      default:
        return assertNever(task);
    }
  },
  read: {
    inboxes: () => ({ task: "inboxes" }),
    listeners: () => ({ task: "listeners" }),
    inbox: (key) => ({ task: "inbox", user: key as UserId }),
    draft: (key) => ({ task: "draft", user: key as UserId }),
    tasks: (key) => ({ task: "tasks", user: key as UserId }),
    directory: () => ({ task: "directory" }),
    presence: () => ({ task: "presence" }),
    turns: () => ({ task: "turns" }),
    settle: (key) => ({ task: "settle", turn: key as TurnId }),
    votes: (key) => ({ task: "votes", turn: key as TurnId }),
    suggest: (key) => ({ task: "suggest", turn: key as TurnId }),
    decision: (key) => ({ task: "decision", turn: key as TurnId }),
    attachments: () => ({ task: "attachments" }),
    search: () => ({ task: "search" }),
    desk: () => ({ task: "desk" }),
    hooks: () => ({ task: "hooks" }),
    forget: (key) => ({ task: "forget", message: Number(key) }),
    share: (key) => ({ task: "share", share: key as ShareId }),
  },
};

export const roomSchedule = (store: SqlStore): Schedule<RoomTask> => new Schedule(store, kinds);

/** Adds a task to the room's schedule. */
export function schedule(store: SqlStore, task: RoomTask, due: number): void {
  roomSchedule(store).put(task, due);
}
