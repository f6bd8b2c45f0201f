/** A person's settings for a room in their own inbox, and their saved messages. They are private. */
import type { RoomId } from "../ids.ts";
import type { Seq } from "./seq.ts";

export const NOTICE_LEVELS = ["all", "mentions", "none"] as const;
/** Messages of a room for which a person gets notifications. */
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** Contains only values that differ from the default. */
export interface RoomSettings {
  /** Shown first in the list. */
  pinned?: true;
  /** Only mentions count as unread. */
  muted?: true;
  level?: Exclude<NoticeLevel, "all">;
  /** Hidden from the list until a message after this seq. */
  done?: Seq;
  /** Hidden from the list until this time (server clock, milliseconds). */
  snoozedUntil?: number;
  /** Marked as unread, independent of the cursor; removed by the next read. */
  unread?: true;
}

/** Missing fields stay unchanged. Setting `done` or `snoozedUntil` removes the other one and the mark as unread. */
export interface SettingsChange {
  pinned?: boolean;
  muted?: boolean;
  level?: NoticeLevel;
  /** The head that the person saw. */
  done?: Seq | null;
  snoozedUntil?: number | null;
  unread?: boolean;
}

/** For all rooms, on all devices. Contains only values that differ from the default. */
export interface Preferences {
  /** Others do not see what this person has read or when. In return, this person does not see it of them. */
  privateReading?: true;
}

export interface SavedMessage {
  room: RoomId;
  seq: Seq;
  excerpt: string;
  /** Server clock, milliseconds; unique among the saved messages of one person. */
  savedAt: number;
}
