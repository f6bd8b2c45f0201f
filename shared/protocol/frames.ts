/**
 * The wire: JSON text frames, one object each, told apart by `type`. `docs/protocol.md` numbers the rules.
 *
 * Every durable change reaches everyone as an event in an `events` frame. For a `send` that event, come back to its
 * author, is the acknowledgement; every other command, and a `send` that was stored before, is answered by `ok` or
 * `error` with the command's `ref`.
 */
import type { AgentId, DeviceId, MessageId, RoomId, TurnId, UserId } from "../ids.ts";
import type { Capability, Role, RoomKind } from "../permissions.ts";
import type { ErrorCode } from "./codes.ts";
import type { Member, Message, Notice, RoomEvent, RoomInfo, Seq } from "./events.ts";
import type { ContextReceipt, QueuedTurn } from "./turns.ts";

/** Changes when an old client would misread a new server. The socket says it in `hello`; another is closed (4426). */
export const PROTOCOL_VERSION = 1;

/** The text that keeps a socket alive, and its answer, which the platform gives without waking the room. */
export const PING = "ping";
export const PONG = "pong";

/** Chosen by the client, given back in the answer; unique among its open requests on one socket. */
export type Ref = number;

export type Activity = "active" | "idle";
export type Presence = Activity | "offline";

// ---- client -> room

/** First frame of every socket, and again whenever the client finds a hole. Answered by `welcome`. */
export interface Hello {
  type: "hello";
  version: number;
  device: DeviceId;
  /** Last seq the client has, with the epoch it came from; null for a client that has nothing. */
  since: Seq | null;
  epoch: string | null;
}

export interface Send {
  type: "send";
  ref: Ref;
  id: MessageId;
  text: string;
  mentions?: UserId[];
  replyTo?: Seq;
  /** Milliseconds that the message waited on the device, by its own stopwatch. */
  waited?: number;
  /** Keeps it from every model; it asks nobody. */
  ai?: "never";
}
/** `version` is the version that was edited; another one in the room is a conflict. */
export interface Edit {
  type: "edit";
  ref: Ref;
  target: Seq;
  version: number;
  text: string;
  mentions?: UserId[];
}
export interface Delete {
  type: "delete";
  ref: Ref;
  target: Seq;
}
export interface React {
  type: "react";
  ref: Ref;
  target: Seq;
  emoji: string;
  on: boolean;
}
export interface MarkRead {
  type: "read";
  ref: Ref;
  seq: Seq;
}
/** Everything up to `seq` is stored on this device. */
export interface MarkDelivered {
  type: "delivered";
  seq: Seq;
}
export interface Invite {
  type: "invite";
  ref: Ref;
  user: UserId;
  role: Role;
}
export interface Remove {
  type: "remove";
  ref: Ref;
  user: UserId;
}
export interface Leave {
  type: "leave";
  ref: Ref;
}
export interface ChangeRole {
  type: "role";
  ref: Ref;
  user: UserId;
  role: Role;
}
export interface Rename {
  type: "rename";
  ref: Ref;
  name: string;
}
// ---- the AI

/** Keeps a message from every model, or lets it be given again. By its author, or with `manage`. */
export interface MarkAi {
  type: "ai";
  ref: Ref;
  target: Seq;
  ai: "never" | "allowed";
}
/**
 * Asks for an answer to a message that is there: again (a sibling of the answer it has, also after an edit or a failure),
 * or by `agent`, or because it was sent while nobody was asked. One's own message with `write`, another's with `steer`.
 */
export interface Ask {
  type: "ask";
  ref: Ref;
  target: Seq;
  agent?: AgentId;
}
/** Ends a running turn, or drops a queued one. Its asker, or with `steer`. One that has ended already: `ok`. */
export interface Stop {
  type: "stop";
  ref: Ref;
  turn: TurnId;
}
/** Puts a queued turn right before another one of the same agent; null: to the end. With `steer`. */
export interface Move {
  type: "move";
  ref: Ref;
  turn: TurnId;
  before: TurnId | null;
}
/** Answers the prompts of a queued turn together with those of another one of the same agent. With `steer`. */
export interface Merge {
  type: "merge";
  ref: Ref;
  turn: TurnId;
  into: TurnId;
}
/** Shows this answer of the siblings. With `write`. */
export interface Choose {
  type: "choose";
  ref: Ref;
  target: Seq;
}
/** Takes the floor (every turn ends, none begins) or gives it back. With `takeOver`. */
export interface Floor {
  type: "floor";
  ref: Ref;
  on: boolean;
}
/** Releases a held message, or takes a flagged one back. With `manage`. Answered by `ok`. */
export interface Moderate {
  type: "moderate";
  ref: Ref;
  target: Seq;
  decision: "release" | "retract";
}
/** Asks for the text of a held message, with `manage`. Answered by `held`. */
export interface AskHeld {
  type: "held";
  ref: Ref;
  target: Seq;
}
/** Asks what the model was given. Answered by `receipt`. */
export interface AskReceipt {
  type: "receipt";
  ref: Ref;
  target: Seq;
}
/** Asks for an answer's text from an offset on: a hole, or a hash that does not fit. Answered by `part` frames. */
export interface AskParts {
  type: "parts";
  target: Seq;
  attempt: number;
  from: number;
}

/** Messages and notices before `before`, newest page first. Answered by `page`. */
export interface History {
  type: "history";
  ref: Ref;
  before: Seq;
  limit?: number;
}
export interface TypingSignal {
  type: "typing";
  on: boolean;
}
export interface PresenceSignal {
  type: "presence";
  state: Activity;
}

/** Frames that change the log or a cursor and are answered. */
export type CommandFrame =
  | Send
  | Edit
  | Delete
  | React
  | MarkRead
  | Invite
  | Remove
  | Leave
  | ChangeRole
  | Rename
  | MarkAi
  | Ask
  | Stop
  | Move
  | Merge
  | Choose
  | Floor
  | Moderate;

/** Frames that read and are answered. */
export type QueryFrame = History | AskHeld | AskReceipt;

export type ClientFrame =
  Hello | CommandFrame | QueryFrame | AskParts | MarkDelivered | TypingSignal | PresenceSignal;

// ---- room -> client

export interface Cursor {
  user: UserId;
  delivered: Seq;
  read: Seq;
}

/** What a client without usable history starts from: the room as it stands at `head`. */
export interface Snapshot {
  room: RoomInfo;
  members: Member[];
  timeline: Page;
  /** Prompts that wait, in the order in which they will be answered. */
  queue: QueuedTurn[];
  /** Who holds the floor; null while agents may speak. */
  floor: UserId | null;
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
  you: { user: UserId; role: Role; capabilities: Capability[] };
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
export interface HeldFrame {
  type: "held";
  ref: Ref;
  text: string;
}
export interface ReceiptFrame {
  type: "receipt";
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
  | Ok
  | ErrorFrame
  | PageFrame
  | HeldFrame
  | ReceiptFrame;

// ---- inbox -> client (a device holds one inbox socket; its first frame is `hello` too, with since and epoch null)

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
}

export type InboxServerFrame = InboxFrame | ErrorFrame;
