/** Inbox -> client. A device holds one inbox socket; its first frame is `hello` too, with since and epoch null. */
import type { RoomId, UserId } from "../ids.ts";
import type { RoomKind } from "../permissions.ts";
import type { Seq } from "./events.ts";
import type { DraftFrame, DraftMark } from "./draft-frames.ts";
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
}

/** With `complete`, the whole list; without, only what changed, and `gone` names rooms that left the list. */
export interface InboxFrame {
  type: "inbox";
  complete: boolean;
  rooms: InboxEntry[];
  gone: RoomId[];
  /** All of them with `complete`; else those that changed. */
  drafts?: DraftMark[];
}

export type InboxServerFrame = InboxFrame | DraftFrame | Ok | ErrorFrame;
