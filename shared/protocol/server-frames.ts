/** Room -> client. */
import type { Attachment } from "../attachments.ts";
import type { UserId } from "../ids.ts";
import type { Capability, Role } from "../permissions.ts";
import type { ErrorCode } from "./codes.ts";
import type { CaretFrame, Composed, ComposingFrame } from "./composer-frames.ts";
import type { Member, Message, Notice, RoomEvent, RoomInfo } from "./events.ts";
import type { Seq } from "./seq.ts";
import type { Presence } from "./presence.ts";
import type { ReadReceiptsFrame } from "./receipt-frames.ts";
import type { Ref } from "./ref.ts";
import type { ContextReceipt, QueuedTurn } from "./turns.ts";

export interface Cursor {
  user: UserId;
  delivered: Seq;
  /** Of others: as far as that is told. */
  read: Seq;
  /** Told to one's own devices alone: how far others see that one has read, where that is less. */
  shown?: Seq;
}

/** What a client without usable history starts from: the room as it stands at `head`. */
export interface Snapshot {
  room: RoomInfo;
  members: Member[];
  timeline: Page;
  /** Prompts that wait, in the order in which they will be answered. */
  queue: QueuedTurn[];
  /** Who has taken over from the agents; null while agents answer. */
  takeover: UserId | null;
}

export interface Page {
  messages: Message[];
  notices: Notice[];
  /** There is something older: ask `history` before the lowest seq of this page. */
  more: boolean;
}

/**
 * Answer to `hello`. With `reset` the client drops what it has of this room and starts from the snapshot; without it,
 * `events` frames with exactly the events in `since + 1 .. head` follow in the same step.
 */
export interface Welcome {
  type: "welcome";
  version: number;
  epoch: string;
  head: Seq;
  /** Server clock, milliseconds. */
  now: number;
  you: {
    user: UserId;
    role: Role;
    /** What the role and the scopes allow, as of now. */
    capabilities: Capability[];
    /** What this access uses at most, whatever the role allows. Missing where it is not limited. */
    scopes?: Capability[];
  };
  reset: Snapshot | null;
  cursors: Cursor[];
  presence: PersonPresence[];
  /** Answers that are being given, as far as they have been said; parts go on from there. */
  live: LiveAnswer[];
}

export interface LiveAnswer {
  target: Seq;
  attempt: number;
  text: string;
}

export interface PersonPresence {
  user: UserId;
  state: Presence;
  /** When an offline person was last here (server clock), if known. */
  lastSeen?: number;
}

export interface Events {
  type: "events";
  events: RoomEvent[];
}
/** Cursors only ever move forward: a receiver keeps the higher of each. */
export interface Cursors {
  type: "cursors";
  cursors: Cursor[];
}
/** With `complete`, everyone not listed is offline; without it, only the listed changed. */
export interface PresenceFrame {
  type: "presence";
  complete: boolean;
  people: PersonPresence[];
}
export interface TypingFrame {
  type: "typing";
  user: UserId;
  on: boolean;
}
/** `seq` is that of the event the command caused, or had caused when it came the first time. */
export interface Ok {
  type: "ok";
  ref: Ref;
  seq?: Seq;
}
export interface ErrorFrame {
  type: "error";
  /** Missing when the frame was too broken to carry one. */
  ref?: Ref;
  code: ErrorCode;
  message: string;
  /** Milliseconds, with `rate_limited` and `unavailable`. */
  retryAfter?: number;
}
export interface PageFrame {
  type: "page";
  ref: Ref;
  page: Page;
}
export interface HeldMessageFrame {
  type: "heldMessage";
  ref: Ref;
  text: string;
  attachments?: Attachment[];
}
export interface ContextReceiptFrame {
  type: "contextReceipt";
  ref: Ref;
  receipt: ContextReceipt;
}
/**
 * The next piece of an answer: what `d` says stands at offset `n` of attempt `a` of the answer `m` (its seq). Offsets count
 * UTF-16 units and split no surrogate pair. Short names, because there are 25 a second for everyone who watches. A later attempt
 * replaces an earlier one; a piece of an earlier attempt is nothing any more.
 */
export interface Part {
  type: "part";
  m: Seq;
  a: number;
  n: number;
  d: string;
}

export type ServerFrame =
  | Welcome
  | Events
  | Cursors
  | PresenceFrame
  | TypingFrame
  | Part
  | Composed
  | CaretFrame
  | ComposingFrame
  | Ok
  | ErrorFrame
  | PageFrame
  | HeldMessageFrame
  | ContextReceiptFrame
  | ReadReceiptsFrame;
