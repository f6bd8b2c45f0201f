/** Inbox -> client. A device holds one inbox socket; its first frame is `hello` too, with since and epoch null. */
import type { RoomId, UserId } from "../ids.ts";
import type { Document } from "../knowledge.ts";
import type { RoomKind } from "../permissions.ts";
import type { Seq } from "./seq.ts";
import type { DraftFrame, DraftMark } from "./draft-frames.ts";
import type { Preferences, RoomSettings, SavedMessage } from "./inbox-settings.ts";
import type { PeopleFrame } from "./people-frames.ts";
import type { Ref } from "./ref.ts";
import type { ErrorFrame, Ok } from "./server-frames.ts";

export interface InboxEntry {
  room: RoomId;
  kind: RoomKind;
  name: string;
  /** Of a direct room: the other person. */
  peer?: { user: UserId; name: string };
  /** The room's last seq that this entry has taken in, and the epoch that it belongs to. */
  head: Seq;
  epoch: string;
  /** Newest message that was not deleted. */
  last: { seq: Seq; author: UserId; name: string; excerpt: string; at: number } | null;
  /** Messages of others after the read cursor, counted up to MAX_UNREAD_COUNT. */
  unread: number;
  /** Those of them that mention this person, or answer them. */
  mentions: number;
  read: Seq;
  /** It has so many members that the list may be some seconds behind (MAX_TOLD_MEMBERS). */
  crowd?: true;
  /** Of this person; missing where nothing is set. */
  settings?: RoomSettings;
}

/** Over all rooms that are not out of sight. */
export interface InboxTotals {
  /** Rooms of all kinds, out of sight or not. */
  rooms: number;
  /** Rooms with something unread; muted ones only for mentions. */
  unread: number;
  mentions: number;
}

/** Where a page of rooms ended: the newest come first. */
export interface InboxPlace {
  at: number;
  room: RoomId;
}

/**
 * With `complete`, what matters first: pinned, unread and newest rooms, and whether there are `more`, which `page` asks for.
 * Without, only what changed, and `gone` names rooms that left the list.
 */
export interface InboxFrame {
  type: "inbox";
  complete: boolean;
  rooms: InboxEntry[];
  gone: RoomId[];
  /** All of them with `complete`; else those that changed. */
  drafts?: DraftMark[];
  /** With `complete`, or when they changed. */
  preferences?: Preferences;
  /** The following three come with `complete` only. */
  more?: boolean;
  totals?: InboxTotals;
  /** Server clock, milliseconds. */
  now?: number;
}

/** Answer to `page`. Rooms of the first frame come again. */
export interface InboxPageFrame {
  type: "inbox.page";
  ref: Ref;
  rooms: InboxEntry[];
  /** To ask for the rest with; null at the end. */
  next: InboxPlace | null;
}

/** What this person's devices saved, or saved no longer. */
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
  /** To ask for the rest with; null at the end. */
  next: number | null;
}

/** Why a message counts: it was said, it names the person, it replies to them, or an agent has answered. */
export type UnreadReason = "message" | "mention" | "reply" | "answer";

/** A message that a badge counts. */
export interface UnreadMessage {
  seq: Seq;
  author: UserId;
  name: string;
  at: number;
  /** Empty where this person may not read it. */
  excerpt: string;
  why: UnreadReason;
}

export interface UnreadMessages {
  /** What the badge says: counted up to MAX_UNREAD_COUNT. */
  total: number;
  /** Of them at most MAX_UNREAD_MESSAGES, those that have waited longest, as they stand in the room. */
  messages: UnreadMessage[];
}

/** Answer to `unreadMessages`. */
export interface UnreadMessagesFrame extends UnreadMessages {
  type: "unreadMessages";
  ref: Ref;
  room: RoomId;
}

/** A document that this person brought in is ready, or cannot be read. Told to the devices that are there; its page says it to the others. */
export interface DocumentFrame {
  type: "document";
  document: Pick<Document, "id" | "title" | "state" | "failure">;
}

export type InboxServerFrame =
  | DocumentFrame
  | InboxFrame
  | InboxPageFrame
  | SavedFrame
  | SavedPageFrame
  | UnreadMessagesFrame
  | DraftFrame
  | PeopleFrame
  | Ok
  | ErrorFrame;
