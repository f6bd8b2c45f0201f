/** Runs the tasks of an inbox's alarm. Every task may run twice, and tasks do not wait for each other. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import type { RunTask } from "../../storage/alarm.ts";
import type { InboxLists } from "./inbox-lists.ts";
import type { InboxNotices } from "./inbox-notices.ts";
import type { InboxPresence } from "./inbox-presence.ts";
import type { InboxReading } from "./inbox-reading.ts";
import type { InboxReminders } from "./inbox-reminders.ts";
import type { InboxScheduled } from "./inbox-scheduled.ts";
import type { LargeRooms } from "./inbox-large-rooms.ts";

export interface InboxTaskPorts {
  lists: InboxLists;
  presence: InboxPresence;
  reading: InboxReading;
  largeRooms: LargeRooms;
  reminders: InboxReminders;
  scheduled: InboxScheduled;
  notices: InboxNotices;
}

export function inboxTasks(ports: () => InboxTaskPorts): RunTask<InboxTask> {
  return async (task, attempts) => {
    const { lists, presence, reading, largeRooms, reminders, scheduled, notices } = ports();
    switch (task.task) {
      case "wake":
        return lists.wake(Date.now());
      case "look":
        return presence.look(Date.now());
      case "large-rooms":
        return largeRooms.look(Date.now());
      case "remind":
        return reminders.remind(Date.now());
      case "send":
        return scheduled.send(Date.now());
      case "read":
        return reading.tellRoom(task.room, attempts);
      case "notice":
        return notices.run(task.notice);
      default:
        return assertNever(task);
    }
  };
}
