/** Client -> inbox. */
import type { Hello } from "./client-frames.ts";
import type { Ack } from "./window-frames.ts";
import type { RoomId } from "../ids.ts";
import type { DraftOpen, DraftUpdate } from "./draft-frames.ts";
import type { Seq } from "./seq.ts";
import type { InboxPlace } from "./inbox-frames.ts";
import type { Preferences, SettingsChange } from "./inbox-settings.ts";
import type { Here, SetStatus, Watch } from "./people-frames.ts";
import type { Ref } from "./ref.ts";

/** Changes what is set for a room. */
export interface SetRoom {
  type: "set";
  ref: Ref;
  room: RoomId;
  change: SettingsChange;
}
/** Replaces what is set for all rooms. */
export interface Prefer {
  type: "prefer";
  ref: Ref;
  preferences: Preferences;
}
/** Marks every room that is not out of sight as read, up to what the list has of it, and takes the marks as unread away. */
export interface ReadAll {
  type: "read.all";
  ref: Ref;
}
/** Keeps a message in the list of saved ones, with these words of it. Saving it again changes nothing. */
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
/** Rooms after this place, newest first. Answered by `inbox.page`. */
export interface AskRooms {
  type: "page";
  ref: Ref;
  after: InboxPlace | null;
}
/** Saved messages from before, newest first. Answered by `saved.page`. */
export interface AskSaved {
  type: "saved.list";
  ref: Ref;
  before: number | null;
}
/** Which messages the room's badge counts. Marks nothing as read. Answered by `unreadMessages`. */
export interface AskUnreadMessages {
  type: "unreadMessages";
  ref: Ref;
  room: RoomId;
}

/** The first is `hello`, with since and epoch null; everything after it is answered by `ok` or `error`. */
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
  | Here
  | Watch
  | SetStatus;
