/** What the SDK offers and what it asks for. No DOM here: storage, sockets, clock and randomness are ports. */
import type {
  AgentId,
  DeviceId,
  MessageId,
  OrganizationId,
  RandomBytes,
  RoomId,
  TurnId,
  UserId,
} from "../../shared/ids.ts";
import type { Attachment, DraftFile } from "../../shared/attachments.ts";
import type { ConsumedRange } from "../../shared/protocol/draft-frames.ts";
import type {
  Activity,
  UnreadMessages,
  InboxEntry,
  InboxTotals,
  ReadReceipts,
} from "../../shared/protocol/frames.ts";
import type { Preferences, SavedMessage, SettingsChange } from "../../shared/protocol/inbox-settings.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { ContextReceipt } from "../../shared/protocol/turns.ts";
import type { Role } from "../../shared/permissions.ts";
import type { RoomView } from "../../shared/room-view.ts";
import type { Spent } from "./drafts/spent.ts";
import type { InboxPlugin } from "./inbox-channel.ts";
import type { RoomRequests, SocketPlugin } from "./room-channel.ts";
import type { ViewCache } from "./view-cache.ts";

/** Where written messages wait until the room has them. IndexedDB, memory and file implement it. */
export interface OutboxStorage {
  /** All entries of one room, oldest first. */
  list(room: RoomId): Promise<OutboxEntry[]>;
  /** Resolves when the entry would survive a crash, with the draft that it leaves behind. Replaces an entry with the same id. */
  put(entry: OutboxEntry, keepDraft?: Spent["keep"]): Promise<void>;
  remove(room: RoomId, id: MessageId): Promise<void>;
  /**
   * Runs `work` while holding the only writer's lock of this storage (Web Locks in a browser), waiting for it as long
   * as needed; `signal` gives up. Storages that only one process opens run it at once.
   */
  asOnlyWriter(room: RoomId, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  /** Calls back when another tab changed the entries of this room. Returns the end of it. */
  onChange(room: RoomId, listener: () => void): () => void;
}

export interface OutboxEntry {
  room: RoomId;
  id: MessageId;
  text: string;
  mentions: UserId[];
  replyTo?: Seq;
  ai?: "never";
  draft?: ConsumedRange;
  /** Files that are in the room already and wait for it. */
  attachments?: readonly DraftFile[];
  /** Device clock, milliseconds: only to tell how long it waited, and to show when it was written. */
  writtenAt: number;
  /** Set when the room refused it for good: it holds back what came later until it is retried or discarded. */
  failure?: { code: ErrorCode; message: string };
}

export interface ClientOptions {
  /** `https://parley.example`, no slash at the end. */
  origin: string;
  organization: OrganizationId;
  user: UserId;
  device: DeviceId;
  storage: OutboxStorage;
  /** What this device remembers of what it showed; nothing where it is missing. */
  views?: ViewCache;
  /**
   * The address to open a socket at, asked anew for each attempt: the plain one where a cookie opens it, one with a
   * fresh ticket elsewhere. Throws `ParleyError` when there is none to be had; a terminal code stops the attempts.
   */
  socketUrl: (target: SocketTarget) => Promise<string>;
  /** Defaults to the global WebSocket. */
  WebSocket?: typeof WebSocket;
  now?: () => number;
  random?: () => number;
  randomBytes?: RandomBytes;
}

export type SocketTarget = { type: "room"; room: RoomId } | { type: "inbox" };

export type ConnectionState =
  | { type: "connecting" }
  | { type: "open" }
  /** Waiting to try again at `retryAt` (device clock). `offline` when the device has no network. */
  | { type: "waiting"; retryAt: number; attempt: number; offline: boolean }
  /** Stopped for good: 4401 sign in again, 4403/4404 no longer yours, 4426 reload. */
  | { type: "stopped"; code: number };

export interface Client {
  room(id: RoomId): Room;
  inbox(): Inbox;
  /** The device's network came or went; call it from `online`/`offline` and when the page becomes visible. */
  setOnline(online: boolean): void;
  close(): void;
}

export interface NewMessage {
  text: string;
  mentions?: UserId[];
  replyTo?: Seq;
  /** Keeps it from every model; it asks nobody. */
  ai?: "never";
  /** Files that were uploaded to the room (`uploads/`); with them the text may be empty. */
  attachments?: readonly DraftFile[];
  /** The draft that it was taken from (`Draft.spend`): kept in the same step. */
  spent?: Spent;
}

/** Gets what a message said, before that leaves the outbox. */
export type TakeBack = (text: string, attachments: readonly DraftFile[]) => void;

/** One open room on this device. Reads are plain properties; `subscribe` says when to read again. */
export interface Room {
  readonly id: RoomId;
  /** Null until the first welcome. Immutable: a new object for each change. */
  readonly view: RoomView | null;
  /** Nothing up to the head that the room told of is missing in the view; false while it is what the device remembers. */
  readonly isCurrent: boolean;
  /** Written here and not yet in the room, in order: the tail of the timeline. */
  readonly outbox: readonly OutboxEntry[];
  readonly connection: ConnectionState;
  subscribe(listener: () => void): () => void;

  /** Writes to the outbox and resolves when it is stored there; sending happens by itself. Rejects when too long. */
  send(message: NewMessage): Promise<MessageId>;
  retry(id: MessageId): Promise<void>;
  /**
   * Takes a waiting or failed message back. `keep` gets its text and its files, for the draft, before it leaves the outbox, so that the
   * words are never nowhere. Rejects with `conflict`, and keeps nothing, when it may be in the room already.
   */
  discard(id: MessageId, keep?: TakeBack): Promise<void>;

  /** These resolve when the room has done it, and reject with `ParleyError`. */
  edit(target: Seq, version: number, text: string, mentions?: UserId[]): Promise<void>;
  delete(target: Seq): Promise<void>;
  react(target: Seq, emoji: string, on: boolean): Promise<void>;
  invite(user: UserId, role?: Role): Promise<void>;
  remove(user: UserId): Promise<void>;
  leave(): Promise<void>;
  changeRole(user: UserId, role: Role): Promise<void>;
  rename(name: string): Promise<void>;

  /**
   * Asks for an answer to a message that is there, once more or by another agent. Never repeated by itself: `unavailable` when
   * the connection broke before the room has said whether it took it.
   */
  ask(target: Seq, agent?: AgentId): Promise<void>;
  /** Ends a running turn, or drops a queued one. */
  stop(turn: TurnId): Promise<void>;
  /** Puts a queued turn right before another one of the same agent; null: to the end. */
  move(turn: TurnId, before: TurnId | null): Promise<void>;
  /** Has the prompts of a queued turn answered together with those of another one. */
  merge(turn: TurnId, into: TurnId): Promise<void>;
  /** Shows this one of several answers, to everyone. */
  choose(target: Seq): Promise<void>;
  /** Takes over from the agents, or hands back to them. */
  takeOver(on: boolean): Promise<void>;
  setAi(target: Seq, ai: "never" | "allowed"): Promise<void>;
  moderate(target: Seq, decision: "release" | "retract"): Promise<void>;
  /** The text of a held message. */
  heldText(target: Seq): Promise<string>;
  /** All that it says. */
  held(target: Seq): Promise<{ text: string; attachments: readonly Attachment[] }>;
  /** What the model was given for an answer. */
  receipt(target: Seq): Promise<ContextReceipt>;
  /** To whom a message has come, who has read it, and when. */
  receipts(target: Seq): Promise<ReadReceipts>;

  /** Resolves to whether there is still more before. */
  loadOlder(): Promise<boolean>;

  /**
   * Signals: joined and limited by the SDK, never rejected. Where an inbox is open, what is read is marked once that has said whether
   * the person reads privately.
   */
  markRead(seq: Seq): void;
  /** Call on every key; the SDK says it every 4 s and ends it after 3 s of silence. */
  typing(): void;
  setActivity(state: Activity): void;
  /** Shares the socket with something else. Returns the end of it. */
  attach(plugin: SocketPlugin): () => void;
  readonly requests: RoomRequests;
  close(): void;
}

export interface Inbox {
  /** The newest first; null until the first of them came. */
  readonly entries: readonly InboxEntry[] | null;
  /** Every room has come. Until then there are those that matter first, and those that were there before. */
  readonly isWhole: boolean;
  readonly totals: InboxTotals | null;
  /** Messages that this person keeps, newest first. */
  readonly saved: readonly SavedMessage[];
  /** The beginning of each room's unsent words, as the inbox has them. */
  readonly drafts: ReadonlyMap<RoomId, string>;
  readonly connection: ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Server clock, milliseconds. */
  now(): number;
  /** What is set for all rooms; null while that is not known, as there is no connection. */
  readonly preferences: Preferences | null;
  /** Replaces them, on all devices. */
  prefer(preferences: Preferences): Promise<void>;
  /** These are seen at once, resolve when all devices have them, and reject with `ParleyError`. */
  set(room: RoomId, change: SettingsChange): Promise<void>;
  /** Marks everything that is not out of sight as read. Resolves when the server has it: the counts follow. */
  readAll(): Promise<void>;
  /** Which messages the room's badge counts. Marks nothing as read; it may be another answer when the entry has changed. */
  unreadMessages(room: RoomId): Promise<UnreadMessages>;
  save(room: RoomId, seq: Seq, excerpt: string): Promise<void>;
  unsave(room: RoomId, seq: Seq): Promise<void>;
  /** Shares the socket with what has an entry of its own, such as drafts. Returns the end of it. */
  attach(plugin: InboxPlugin): () => void;
  close(): void;
}
