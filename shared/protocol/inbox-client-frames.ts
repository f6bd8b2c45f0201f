/** Frames from a client to an inbox. */
import type { Hello } from "./client-frames.ts";
import type { Ack } from "./window-frames.ts";
import type { RoomId } from "../ids.ts";
import type { DraftOpen, DraftUpdate } from "./draft-frames.ts";
import type { Seq } from "./seq.ts";
import type { InboxPlace } from "./inbox-frames.ts";
import type { Preferences, SettingsChange } from "./inbox-settings.ts";
import type { Here, SetStatus, Watch } from "./people-frames.ts";
import type { Ref } from "./ref.ts";
import type { ScheduledRequest } from "./scheduled-frames.ts";
import type { TaskRequest } from "./task-frames.ts";
import type { ReminderRequest } from "./reminder-frames.ts";

/** Changes the settings of a room. */
export interface SetRoom {
  type: "set";
  ref: Ref;
  room: RoomId;
  change: SettingsChange;
}
/** Replaces the preferences for all rooms. */
export interface Prefer {
  type: "prefer";
  ref: Ref;
  preferences: Preferences;
}
/** Marks every visible room as read with its threads, up to the head that the list has, and removes marks as unread. */
export interface ReadAll {
  type: "read.all";
  ref: Ref;
  /** Only this room, visible or not. */
  room?: RoomId;
}
/** Adds a message to the saved ones, with this excerpt. Saving it again changes nothing. */
export interface SaveMessage {
  type: "save";
  ref: Ref;
  room: RoomId;
  seq: Seq;
  excerpt: string;
}
export interface UnsaveMessage {
  type: "unsave";
  ref: Ref;
  room: RoomId;
  seq: Seq;
}
/** Requests rooms after this place, newest first. Answered by `inbox.page`. */
export interface AskRooms {
  type: "page";
  ref: Ref;
  after: InboxPlace | null;
}
/** Requests saved messages before this one, newest first. Answered by `saved.page`. */
export interface AskSaved {
  type: "saved.list";
  ref: Ref;
  before: number | null;
}
/** Requests the messages that the room's badge counts. Marks nothing as read. Answered by `unreadMessages`. */
export interface AskUnreadMessages {
  type: "unreadMessages";
  ref: Ref;
  room: RoomId;
}

/** The first frame is `hello`, with `since` and `epoch` null. Every frame after it is answered by `ok` or `error`. */
export type InboxClientFrame =
  | Hello
  | Ack
  | DraftOpen
  | DraftUpdate
  | SetRoom
  | Prefer
  | ReadAll
  | SaveMessage
  | UnsaveMessage
  | AskRooms
  | AskSaved
  | AskUnreadMessages
  | ReminderRequest
  | ScheduledRequest
  | TaskRequest
  | Here
  | Watch
  | SetStatus;
