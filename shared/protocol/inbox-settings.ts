/** What a person sets for a room in their own inbox, and messages that they keep. Nobody else is told. */
import type { RoomId } from "../ids.ts";
import type { Seq } from "./seq.ts";

export const NOTICE_LEVELS = ["all", "mentions", "none"] as const;
/** What of a room a person is notified of. */
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** Only what is not as it is without it. */
export interface RoomSettings {
  /** Stands on top. */
  pinned?: true;
  /** Only mentions count as unread. */
  muted?: true;
  level?: Exclude<NoticeLevel, "all">;
  /** Out of sight until something is said after this seq. */
  done?: Seq;
  /** Out of sight until then, server clock. */
  snoozedUntil?: number;
  /** Marked as unread, whatever the cursor says; until the next reading. */
  unread?: true;
}

/** What is missing stays. Of `done` and `snoozedUntil` the later one replaces the other, and the mark as unread. */
export interface SettingsChange {
  pinned?: boolean;
  muted?: boolean;
  level?: NoticeLevel;
  /** The head that the person saw. */
  done?: Seq | null;
  snoozedUntil?: number | null;
  unread?: boolean;
}

/** For all rooms, on all devices. Only what is not as it is without it. */
export interface Preferences {
  /** Others are not told what this person has read, nor when; nor is this person told it of them. */
  privateReading?: true;
}

export interface SavedMessage {
  room: RoomId;
  seq: Seq;
  excerpt: string;
  /** Server clock; no two of one person have the same. */
  savedAt: number;
}
