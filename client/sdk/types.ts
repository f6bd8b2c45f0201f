/** Public types of the SDK. There is no DOM here: storage, sockets, clock and randomness are ports. */
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
import type { ReasoningPart, StepFrame } from "../../shared/protocol/frames.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import type { ConsumedRange } from "../../shared/protocol/draft-frames.ts";
import type {
  Activity,
  CommandFrame,
  UnreadMessages,
  InboxEntry,
  InboxTotals,
  ReadReceipts,
} from "../../shared/protocol/frames.ts";
import type { Preferences, SavedMessage, SettingsChange } from "../../shared/protocol/inbox-settings.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import type { MentionRange } from "../../shared/mentions/mention-range.ts";
import type { RoomEvent, Seq } from "../../shared/protocol/events.ts";
import type { ContextReceipt, PromptPolicy, Vote } from "../../shared/protocol/turns.ts";
import type { Posting, Role } from "../../shared/permissions.ts";
import type { NewTask } from "../../shared/tasks.ts";
import type { RoomView } from "../../shared/room-view.ts";
import type { RatingStep } from "../../shared/support.ts";
import type { ToolPolicy } from "../../shared/tool-policy.ts";
import type { ConsumedDraft } from "./drafts/consumed-draft.ts";
import type { InboxPlugin } from "./inbox-channel.ts";
import type { RoomRequests, SocketPlugin } from "./room-channel.ts";
import type { ViewCache } from "./view-cache.ts";

/** Stores written messages until the room has them. Implemented by IndexedDB, memory and files. */
export interface OutboxStorage {
  /** All entries of one room, oldest first. */
  list(room: RoomId): Promise<OutboxEntry[]>;
  /** Resolves when the entry would survive a crash, together with the remaining draft. Replaces an entry with the same id. */
  put(entry: OutboxEntry, keepDraft?: ConsumedDraft["keep"]): Promise<void>;
  remove(room: RoomId, id: MessageId): Promise<void>;
  /**
   * Runs `work` while holding this storage's lock for the only writer (Web Locks in a browser). Waits for the lock without a
   * time limit; `signal` cancels the wait. Storages of a single process run it immediately.
   */
  asOnlyWriter(room: RoomId, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  /** Rooms with entries. */
  rooms(): Promise<RoomId[]>;
  /** Called when another tab changed the entries of this room. Returns a function that unsubscribes. */
  onChange(room: RoomId, listener: () => void): () => void;
}

export interface OutboxEntry {
  room: RoomId;
  id: MessageId;
  /** The author. No other person's client shows or sends it. Older versions stored no author: then it is whoever opens the storage. */
  by?: UserId;
  text: string;
  mentions: UserId[];
  /** Missing if the room has to find where the text names them. */
  mentionRanges?: MentionRange[];
  replyTo?: Seq;
  forkOf?: Seq;
  thread?: Seq;
  alsoRoom?: true;
  ai?: "never";
  model?: string;
  promptPolicy?: PromptPolicy;
  task?: NewTask;
  draft?: ConsumedRange;
  /** Files that are already uploaded to the room. */
  attachments?: readonly DraftFile[];
  /** When it was written (device clock, milliseconds). Used only to show the time and the waiting time. */
  writtenAt: number;
  /** Set when the room refused it permanently. Later entries wait until it is retried or discarded. */
  failure?: { code: ErrorCode; message: string };
  /** Set while the server stores nothing: it is sent when the server can store again. Not stored itself. */
  waits?: { code: ErrorCode; message: string };
}

export interface ClientOptions {
  /** `https://parley.example`, without a slash at the end. */
  origin: string;
  organization: OrganizationId;
  user: UserId;
  device: DeviceId;
  storage: OutboxStorage;
  /** Cache of views on this device; without it nothing is cached. */
  views?: ViewCache;
  /**
   * Returns the address of a socket, called for each attempt: the plain address if a cookie authenticates it, otherwise one
   * with a new ticket. Throws `ParleyError` if there is no address; a terminal code ends the attempts.
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
  /**
   * Waits until `retryAt` (device clock, milliseconds) for the next attempt. `offline`: the device has no network. `code`: the close
   * code of the lost socket, null if no socket was opened.
   */
  | { type: "waiting"; retryAt: number; attempt: number; offline: boolean; code: number | null }
  /** Stopped permanently: 4401 sign in again, 4403/4404 no access, 4410 somebody else is signed in, 4426 reload. */
  | { type: "stopped"; code: number };

export interface Rooms {
  room(id: RoomId): Room;
  /** Reports the device's network. Call it on `online`/`offline` and when the page becomes visible. */
  setOnline(online: boolean): void;
  close(): void;
}

export interface Client extends Rooms {
  inbox(): Inbox;
}

/**
 * Whom a text mentions: `mentionRanges` says it exactly; `mentions` names members, and the room finds where they stand. Without both, the
 * room finds every member whom the text names.
 */
export interface Naming {
  mentions?: UserId[];
  mentionRanges?: MentionRange[];
}

export interface NewMessage extends Naming {
  text: string;
  replyTo?: Seq;
  /** An answered prompt of this person, in a session: this is another version of it, with its files, and begins a branch in its place. */
  forkOf?: Seq;
  /** The message in whose thread it replies: one that is in no thread itself. A room that shows a thread sets it. */
  thread?: Seq;
  /** With `thread`: it stands in the room too. */
  alsoRoom?: true;
  /** Excludes it from every model. No agent answers it. */
  ai?: "never";
  /** The model that answers it, in place of the agent's own. */
  model?: string;
  /** What happens to it if its agent is busy, in place of the room's policy. */
  promptPolicy?: PromptPolicy;
  /** Files that were uploaded to the room (`uploads/`). With files the text may be empty. */
  attachments?: readonly DraftFile[];
  /** The draft content that it was taken from (`Draft.consume`), stored in the same step. */
  consumed?: ConsumedDraft;
  /** Makes it a task; the text is its title. No agent answers it. */
  task?: NewTask;
}

/** Receives the text, the files and the mentions of a message before it is removed from the outbox. */
export type TakeBack = (
  text: string,
  attachments: readonly DraftFile[],
  mentions: readonly MentionRange[],
) => void;

/** What a person says about a call that waits. `digest`: of the step that they were shown. */
export type Decision = Pick<CommandFrame<"decide">, "decision" | "digest" | "reason" | "args">;

/** Called for each change of the steps of running answers. */
export type StepListener = (frame: ReasoningPart | StepFrame) => void;

/** Called with new events, in order, that the view has. With none: the view was replaced, so anything may have changed. */
export type EventsListener = (events: readonly RoomEvent[]) => void;
/**
 * A thread of an open room, as a room of its own: `view`, `send`, `loadOlder`, `markRead` and `typing` are about the thread. It has no
 * branches to peek at. It follows the room, and ends with it.
 */
export interface Thread extends Room {
  /** The first message. */
  readonly thread: Seq;
  /** Resolves when the messages have arrived; rejects if there is no such thread. */
  readonly loaded: Promise<void>;
}

/** One open room on this device. Values are plain properties; `subscribe` reports when they change. */
export interface Room {
  readonly id: RoomId;
  /** Null until the first welcome. Immutable: each change creates a new object. */
  readonly view: RoomView | null;
  /** The view includes every event up to the head that the room has named. False while a cached view is shown. */
  readonly isCurrent: boolean;
  /** Messages that the room does not have yet, in order: the end of the timeline, and of its threads (`thread`). */
  readonly outbox: readonly OutboxEntry[];
  readonly connection: ConnectionState;
  subscribe(listener: () => void): () => void;

  /** Resolves when the message is stored in the outbox; it is sent automatically. Rejects if it is too long. */
  send(message: NewMessage): Promise<MessageId>;
  retry(id: MessageId): Promise<void>;
  /**
   * Removes a waiting or failed message. `keep` receives its text and files, for the draft, before it leaves the outbox, so
   * that the text is always stored somewhere. Rejects with `conflict`, without calling `keep`, if the room may already have it.
   */
  discard(id: MessageId, keep?: TakeBack): Promise<void>;

  /** These resolve when the room has done it, and reject with `ParleyError`. */
  edit(target: Seq, version: number, text: string, naming?: Naming): Promise<void>;
  delete(target: Seq): Promise<void>;
  react(target: Seq, emoji: string, on: boolean): Promise<void>;
  invite(user: UserId, role?: Role): Promise<void>;
  remove(user: UserId): Promise<void>;
  leave(): Promise<void>;
  changeRole(user: UserId, role: Role): Promise<void>;
  rename(name: string): Promise<void>;
  /** What the room is about; empty for nothing. */
  setTopic(topic: string): Promise<void>;
  /** Who writes in a group. */
  setPosting(posting: Posting): Promise<void>;
  /** Whether everyone of the organization finds and joins a group. */
  setVisibility(isPublic: boolean): Promise<void>;
  /** Pins a message for everyone, or takes the pin away. */
  pin(target: Seq, on: boolean): Promise<void>;
  /** Moves a pinned message before another one; null moves it to the end. */
  movePin(target: Seq, before: Seq | null): Promise<void>;

  /**
   * Asks for an answer to an existing message, again, by another agent or by another model. Never repeated automatically: rejects with
   * `unavailable` if the connection broke before the room confirmed it.
   */
  ask(target: Seq, by?: { agent?: AgentId; model?: string }): Promise<void>;
  /** Continues an answer that the model's limit has cut (`length`): a sibling that begins with its text. */
  continueAnswer(target: Seq): Promise<void>;
  /** Stops a running turn, or removes a queued one. */
  stop(turn: TurnId): Promise<void>;
  /** Moves a queued turn before another one of the same agent; null moves it to the end. */
  move(turn: TurnId, before: TurnId | null): Promise<void>;
  /** Answers the prompts of a queued turn together with those of another one, or lets them steer an answer that is running or waits. */
  merge(turn: TurnId, into: TurnId): Promise<void>;
  /** Shows this one of several answers to everyone. */
  choose(target: Seq): Promise<void>;
  /** Votes on an answer, changes the vote, or takes it back. */
  vote(target: Seq, vote: Vote | null): Promise<void>;
  /** Allows or refuses a call that waits for a person. Fails (`conflict`) if somebody has decided, or if it is not the call of the digest. */
  decide(call: CallId, decision: Decision): Promise<void>;
  /** Says who has to allow the calls of a tool in this room. */
  setPolicy(tool: string, policy: ToolPolicy): Promise<void>;
  /** Says what happens in this room to prompts whose agent is busy. */
  setPromptPolicy(policy: PromptPolicy): Promise<void>;
  /** Takes over from the agents, or gives control back to them. */
  takeOver(on: boolean): Promise<void>;
  /** Only of a visitor: asks for a person; `instead` of the one who has taken over. Nothing happens while a person answers. */
  requestPerson(instead?: UserId): Promise<void>;
  /** Only of a visitor: no longer waits for a person. */
  withdrawRequest(): Promise<void>;
  /** Only of a visitor: the AI answers again, and not the person who has taken over. */
  handBack(): Promise<void>;
  /** Closes a conversation with a visitor. Whoever writes in it reopens it. */
  closeConversation(): Promise<void>;
  /** Only of a visitor: says how a closed conversation was; null for not wanting to. It may be changed once while it stays closed. */
  rate(step: RatingStep | null, comment?: string): Promise<void>;
  setAi(target: Seq, ai: "never" | "allowed"): Promise<void>;
  moderate(target: Seq, decision: "release" | "retract"): Promise<void>;
  /** The text of a held message. */
  heldText(target: Seq): Promise<string>;
  /** The text and the files of a held message. */
  held(target: Seq): Promise<{ text: string; attachments: readonly Attachment[] }>;
  /** The model's input for an answer. */
  receipt(target: Seq): Promise<ContextReceipt>;
  /** The steps of an answer, with reasoning, arguments and results. `attempt`: the attempt that they belong to. */
  steps(target: Seq): Promise<{ attempt: number; steps: readonly Step[] }>;
  /** Reports changes of the steps of running answers. Returns a function that unsubscribes. */
  onEvents(listener: EventsListener): () => void;
  onStep(listener: StepListener): () => void;
  /** Who has received and read a message, and when. */
  receipts(target: Seq): Promise<ReadReceipts>;

  /** Resolves to whether older messages remain, of the branch that is peeked at or shown. */
  loadOlder(): Promise<boolean>;

  /** The first message of the thread that this shows; undefined for the room itself. */
  readonly thread?: Seq;

  /** The room with the messages of another branch than the one that it shows, on this device alone; null while nothing is peeked at. */
  readonly peeked: RoomView | null;
  /** Peeks at the branch that has this message. If the room shows it, this ends the look at another one. Rejects if there is no such message. */
  peek(through: Seq): Promise<void>;
  endPeek(): void;
  /** Shows everyone this branch; 0 is the first one. */
  show(branch: Seq): Promise<void>;

  /**
   * Signals: joined and limited by the SDK, never rejected. If an inbox is open, read marks wait until it has reported whether
   * the person reads privately.
   */
  markRead(seq: Seq): void;
  /** Call on every keystroke. The SDK sends it every 4 s and ends it after 3 s without a keystroke. */
  typing(): void;
  setActivity(state: Activity): void;
  /** Attaches a plugin to the socket. Returns a function that detaches it. */
  attach(plugin: SocketPlugin): () => void;
  readonly requests: RoomRequests;
  close(): void;
}

export interface Inbox {
  /** Newest first; null until the first rooms have arrived. */
  readonly entries: readonly InboxEntry[] | null;
  /** The inbox has greeted this connection. False while a cached list is shown, and while there is no connection. */
  readonly isCurrent: boolean;
  /** All rooms have arrived. Before that there are the most important ones and cached ones. */
  readonly isWhole: boolean;
  readonly totals: InboxTotals | null;
  /** Messages that this person has saved, newest first. */
  readonly saved: readonly SavedMessage[];
  /** The beginning of each room's unsent text, according to the inbox. */
  readonly drafts: ReadonlyMap<RoomId, string>;
  readonly connection: ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Server clock, milliseconds. */
  now(): number;
  /** Preferences for all rooms; null while unknown, because there is no connection. */
  readonly preferences: Preferences | null;
  /** Replaces them on all devices. */
  prefer(preferences: Preferences): Promise<void>;
  /** Shown immediately; resolve when the server has stored them, and reject with `ParleyError`. */
  set(room: RoomId, change: SettingsChange): Promise<void>;
  /** Marks every visible room as read, or only this one, with its threads. Resolves when the server has stored it; the counts follow. */
  readAll(room?: RoomId): Promise<void>;
  /** The messages that the room's badge counts. Marks nothing as read. The result may differ after the entry has changed. */
  unreadMessages(room: RoomId): Promise<UnreadMessages>;
  save(room: RoomId, seq: Seq, excerpt: string): Promise<void>;
  unsave(room: RoomId, seq: Seq): Promise<void>;
  /** Attaches a plugin, such as drafts, to the socket. Returns a function that detaches it. */
  attach(plugin: InboxPlugin): () => void;
  close(): void;
}
