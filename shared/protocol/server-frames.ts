/** Frames from a room to a client. */
import type { Attachment } from "../attachments.ts";
import type { UserId } from "../ids.ts";
import type { Capability, Role } from "../permissions.ts";
import type { ErrorCode } from "./codes.ts";
import type { CaretFrame, Composed, ComposingFrame } from "./composer-frames.ts";
import type { Member, Message, Notice, RoomEvent, RoomInfo } from "./events.ts";
import type { Seq } from "./seq.ts";
import type { Presence } from "./presence.ts";
import type { ReadReceiptsFrame } from "./receipt-frames.ts";
import type { QueueFrame, Support } from "../support.ts";
import type { ToolPolicies } from "../tool-policy.ts";
import type { Ref } from "./ref.ts";
import type { Step, StepSummary } from "./steps.ts";
import type { ContextReceipt, GivenToRead, PromptPolicy, QueuedTurn } from "./turns.ts";

export interface Cursor {
  user: UserId;
  delivered: Seq;
  /** For other people: the read cursor, as far as this person may see it. */
  read: Seq;
  /** Sent only to the person's own devices: how far others see their reading, if that is less. */
  shown?: Seq;
}

/** The start state for a client without usable history: the room's state at `head`. */
export interface Snapshot {
  room: RoomInfo;
  members: Member[];
  timeline: Page;
  /** Waiting prompts, in the order in which they will be answered. */
  queue: QueuedTurn[];
  /** The person who has taken over from the agents; null while agents answer. */
  takeover: UserId | null;
  /** Only of a conversation with a visitor. */
  support?: Support;
  /** Missing while none is set, and for visitors. */
  policies?: ToolPolicies;
  /** Missing while it is `queue`, and for visitors. */
  promptPolicy?: PromptPolicy;
  /** The pinned messages in their order; missing if there are none. */
  pins?: Seq[];
}

export interface Page {
  messages: Message[];
  notices: Notice[];
  /** Older entries exist: request `history` before the lowest seq of this page. */
  more: boolean;
  /** The messages are those of the thread that begins with this message, which comes first on the oldest page. */
  thread?: OwnThread;
  /** The branch whose messages these are, with those before it that it goes on from. Missing for the first branch. */
  branch?: Seq;
}

/**
 * Answer to `hello`. With `reset` the client drops its state of this room and starts from the snapshot. Without it, `events`
 * frames with exactly the events in `since + 1 .. head` follow in the same step.
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
    /** What the role and the scopes allow now. */
    capabilities: Capability[];
    /** Upper limit of this access, whatever the role allows. Missing if it is not limited. */
    scopes?: Capability[];
  };
  reset: Snapshot | null;
  cursors: Cursor[];
  presence: PersonPresence[];
  /** Running answers with their text so far. Later parts continue from there. */
  live: LiveAnswer[];
  /** The threads in which this person has unread replies; missing if there are none. */
  threads?: OwnThread[];
}

/** How a person stands to the thread that begins with the message `root`. Only their own devices learn it. */
export interface OwnThread {
  root: Seq;
  follows: boolean;
  /** What they have read of it. */
  read: Seq;
  /** Unread replies, up to MAX_UNREAD_COUNT. 0 for who does not follow it. */
  unread: number;
}

/** How the person of this device stands to threads. With `complete`, no other thread has unread replies. */
export interface ThreadsFrame {
  type: "threads";
  complete: boolean;
  threads: OwnThread[];
}

export interface LiveAnswer {
  target: Seq;
  attempt: number;
  text: string;
  /** Steps so far; missing if there are none. */
  steps?: StepSummary[];
  read?: GivenToRead;
}

export interface PersonPresence {
  user: UserId;
  state: Presence;
  /** When an offline person was last online (server clock, milliseconds), if known. */
  lastSeen?: number;
}

export interface Events {
  type: "events";
  events: RoomEvent[];
}
/** Cursors only move forward: a receiver keeps the higher value of each. */
export interface Cursors {
  type: "cursors";
  cursors: Cursor[];
}
/** With `complete`, everyone who is not listed is offline. Without it, only the listed people have changed. */
export interface PresenceFrame {
  type: "presence";
  complete: boolean;
  people: PersonPresence[];
}
export interface TypingFrame {
  type: "typing";
  user: UserId;
  on: boolean;
  /** The thread in which they type. Missing: in the room. */
  thread?: Seq;
}
/** `seq` is that of the event that the command caused, now or when it first arrived. */
export interface Ok {
  type: "ok";
  ref: Ref;
  seq?: Seq;
}
export interface ErrorFrame {
  type: "error";
  /** Missing if the frame could not be parsed far enough. */
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
 * The next piece of an answer: text `d` at offset `n` of attempt `a` of the answer `m` (its seq). Offsets count UTF-16 units
 * and never split a surrogate pair. Names are short because each watcher gets 25 a second. A later attempt replaces an earlier
 * one; pieces of an earlier attempt are ignored.
 */
export interface Part {
  type: "part";
  m: Seq;
  a: number;
  n: number;
  d: string;
}

/**
 * The next piece of a model's reasoning: text `d` at offset `n` of step `s` in attempt `a` of the answer `m`. Sent separately
 * from the answer's text, which `part` frames carry.
 */
export interface ReasoningPart {
  type: "reasoning";
  m: Seq;
  a: number;
  s: number;
  n: number;
  d: string;
}
/** A call of the answer `m` has begun, or its state has changed. */
export interface StepFrame {
  type: "step";
  m: Seq;
  a: number;
  step: StepSummary;
}
/** The model of the answer `m` was given its input. */
export interface GivenFrame {
  type: "given";
  m: Seq;
  a: number;
  read: GivenToRead;
}
/** The complete steps of an answer. Running reasoning continues in `reasoning` frames. */
export interface StepsFrame {
  type: "steps";
  ref: Ref;
  attempt: number;
  steps: Step[];
}

export type ServerFrame =
  | Welcome
  | Events
  | Cursors
  | PresenceFrame
  | TypingFrame
  | Part
  | ReasoningPart
  | StepFrame
  | GivenFrame
  | StepsFrame
  | Composed
  | CaretFrame
  | ComposingFrame
  | Ok
  | ErrorFrame
  | PageFrame
  | HeldMessageFrame
  | ContextReceiptFrame
  | ReadReceiptsFrame
  | ThreadsFrame
  | QueueFrame;
