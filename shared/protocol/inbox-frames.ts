/** Frames from an inbox to a client. A device has one inbox socket. Its first frame is `hello`, with `since` and `epoch` null. */
import type { RoomId, UserId } from "../ids.ts";
import type { Document } from "../knowledge.ts";
import type { RoomKind } from "../permissions.ts";
import type { Seq } from "./seq.ts";
import type { DraftFrame, DraftMark } from "./draft-frames.ts";
import type { Preferences, RoomSettings, SavedMessage } from "./inbox-settings.ts";
import type { PeopleFrame } from "./people-frames.ts";
import type { Ref } from "./ref.ts";
import type { AllScheduledFrame, ScheduledFrame } from "./scheduled-frames.ts";
import type { TaskFrame, TasksFrame, TasksPageFrame } from "./task-frames.ts";
import type { RemindersFrame, RemindersPageFrame } from "./reminder-frames.ts";
import type { ErrorFrame, Ok } from "./server-frames.ts";

export interface InboxEntry {
  room: RoomId;
  kind: RoomKind;
  name: string;
  /** For a direct room: the other person. */
  peer?: { user: UserId; name: string };
  /** The last seq of the room that this entry includes, and the epoch of that seq. */
  head: Seq;
  epoch: string;
  /** Newest message that is not deleted. */
  last: { seq: Seq; author: UserId; name: string; excerpt: string; at: number } | null;
  /** When the room was made, ms. Only while `last` is null, for the room's place in the list. */
  made?: number;
  /** Messages of others after the read cursor, counted up to MAX_UNREAD_COUNT. */
  unread: number;
  /** Unread messages that mention this person or reply to them. */
  mentions: number;
  /** Missing for who never followed a thread here. */
  threads?: RoomThreads;
  /** Calls of tools that wait until somebody decides on them, and on which this person may decide. Missing: none. */
  decisions?: number;
  read: Seq;
  /** This person may rename the room and change roles in it. */
  manages?: true;
  /** The room has so many members that this entry may be some seconds old (MAX_TOLD_MEMBERS). */
  crowd?: true;
  /** This person's settings; missing if nothing is set. */
  settings?: RoomSettings;
}

/** How the person stands to the threads of a room. */
export interface RoomThreads {
  /** Unread replies in the threads that they follow, counted up to MAX_UNREAD_COUNT. What was also sent to the room counts there alone. */
  unread: number;
  /** When the newest of them was written, ms. Missing if there is none. */
  at?: number;
  /** How often they have changed what they follow or have read. It orders entries of the same head. */
  moves: number;
}

/** Totals over all visible rooms. */
export interface InboxTotals {
  /** Rooms of all kinds, visible or not. */
  rooms: number;
  /** Rooms with unread messages; muted rooms only if they have mentions. */
  unread: number;
  mentions: number;
  /** Unread replies in threads, but those of muted rooms. */
  threads: number;
}

/** Where a page of rooms ended. Rooms are sorted newest first. */
export interface InboxPlace {
  at: number;
  room: RoomId;
}

/**
 * With `complete`: the most important rooms (pinned, unread and newest), and whether there are `more`, which `page` requests.
 * Without: only changed rooms, and in `gone` the rooms that left the list.
 */
export interface InboxFrame {
  type: "inbox";
  complete: boolean;
  /** The person whose list it is. In the answer to `hello`. */
  you?: UserId;
  rooms: InboxEntry[];
  gone: RoomId[];
  /** With `complete`, all of them; else those that changed. */
  drafts?: DraftMark[];
  /** With `complete`, or when they changed. */
  preferences?: Preferences;
  /** How many reminders are due. Only with `complete`; missing: none. */
  remindersDue?: number;
  /** The following three are sent only with `complete`. */
  more?: boolean;
  totals?: InboxTotals;
  /** Server clock, milliseconds. */
  now?: number;
}

/** Answer to `page`. Rooms of the first frame are repeated. */
export interface InboxPageFrame {
  type: "inbox.page";
  ref: Ref;
  rooms: InboxEntry[];
  /** Value for the next request; null at the end. */
  next: InboxPlace | null;
}

/** Messages that this person's devices saved or removed from the saved ones. */
export interface SavedFrame {
  type: "saved";
  added: SavedMessage[];
  removed: Pick<SavedMessage, "room" | "seq">[];
}

/** Answer to `saved.list`, newest first. */
export interface SavedPageFrame {
  type: "saved.page";
  ref: Ref;
  saved: SavedMessage[];
  /** Value for the next request; null at the end. */
  next: number | null;
}

/** Why a message counts: it is unread, mentions the person, replies to them, or is an agent's answer. */
export type UnreadReason = "message" | "mention" | "reply" | "answer";

/** A message that a badge counts. */
export interface UnreadMessage {
  seq: Seq;
  author: UserId;
  name: string;
  at: number;
  /** Empty if this person may not read it. */
  excerpt: string;
  why: UnreadReason;
  /** The thread in which it stands alone. */
  thread?: Seq;
}

export interface UnreadMessages {
  /** The number on the badge, counted up to MAX_UNREAD_COUNT. */
  total: number;
  /** Unread replies in threads; missing if there are none. */
  threads?: number;
  /** The oldest of them, at most MAX_UNREAD_MESSAGES, in their current state. */
  messages: UnreadMessage[];
}

/** Answer to `unreadMessages`. */
export interface UnreadMessagesFrame extends UnreadMessages {
  type: "unreadMessages";
  ref: Ref;
  room: RoomId;
}

/** A document that this person added is ready or has failed. Sent to connected devices; others see it on the document's page. */
export interface DocumentFrame {
  type: "document";
  document: Pick<Document, "id" | "title" | "state" | "failure">;
}

/** The organization's name, its people or this person's role have changed. The device asks for what it shows of them. */
export interface OrganizationFrame {
  type: "organization";
}

export type InboxServerFrame =
  | OrganizationFrame
  | DocumentFrame
  | InboxFrame
  | InboxPageFrame
  | SavedFrame
  | SavedPageFrame
  | UnreadMessagesFrame
  | RemindersFrame
  | ScheduledFrame
  | AllScheduledFrame
  | RemindersPageFrame
  | TasksFrame
  | TasksPageFrame
  | TaskFrame
  | DraftFrame
  | PeopleFrame
  | Ok
  | ErrorFrame;
