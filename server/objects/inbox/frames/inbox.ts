import type { SqlStore } from "../../../storage/sql.ts";
import type { InboxDrafts } from "../inbox-drafts.ts";
import type { InboxPersonTasks } from "../inbox-person-tasks.ts";
import type { InboxReminders } from "../inbox-reminders.ts";
import type { InboxScheduled } from "../inbox-scheduled.ts";
import type { LargeRooms } from "../inbox-large-rooms.ts";
import type { InboxLists } from "../inbox-lists.ts";
import type { InboxPresence } from "../inbox-presence.ts";
import type { InboxUnreadMessages } from "../inbox-unread-messages.ts";

/** The parts of an inbox that its frame handlers use. */
export interface Inbox {
  store: SqlStore;
  lists: InboxLists;
  drafts: InboxDrafts;
  presence: InboxPresence;
  unreadMessages: InboxUnreadMessages;
  largeRooms: LargeRooms;
  reminders: InboxReminders;
  scheduled: InboxScheduled;
  tasks: InboxPersonTasks;
  /** Logs an unexpected error, with the inbox's name. */
  report: (error: unknown) => void;
}
