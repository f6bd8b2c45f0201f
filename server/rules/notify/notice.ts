/** Things that a person is told outside of the app. */
import type { RoomId } from "../../../shared/ids.ts";
import type { NoticeAction, NoticeKind } from "../../../shared/notices.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";

/** A notice with its own words, such as a reminder. Its key names it: put again, it replaces what was there. */
export interface Notice {
  key: string;
  kind: Exclude<NoticeKind, "room" | "digest">;
  room?: RoomId;
  seq?: Seq;
  title: string;
  text: string;
  /** When what it is about happened, or is due (server clock, milliseconds). */
  at: number;
  /** Path in the app. */
  address: string;
  actions: NoticeAction[];
}

/** What is new in a room. Its words are read from the room right before they are sent, so nothing that was deleted is told. */
export interface RoomNotice {
  key: RoomId;
  kind: "room";
  room: RoomId;
  /** When the first of it was heard of. */
  at: number;
}

/** All rooms with something unread, in one mail. */
export interface DigestNotice {
  key: "digest";
  kind: "digest";
  at: number;
}

export type StoredNotice = Notice | RoomNotice | DigestNotice;
