/** Rooms over HTTP, below `/api/v1`: what a program can do in a room as a member. The rules are API-… in `docs/protocol/api.md`. */
import type { NewTask } from "./tasks.ts";
import type { AgentId, AttachmentId, RoomId, TurnId, UserId } from "./ids.ts";
import type { MentionRange } from "./mentions/mention-range.ts";
import type { Capability, Posting, Role, RoomKind } from "./permissions.ts";
import type { Message } from "./protocol/events.ts";
import type { OwnThread } from "./protocol/frames.ts";
import type { JsonObject } from "./protocol/json.ts";
import type { Seq } from "./protocol/seq.ts";
import type { Step } from "./protocol/steps.ts";
import type { PromptPolicy, TurnReason, TurnState } from "./protocol/turns.ts";

/** A part of a list. `next`: what to ask for the next part with; null at the end. */
export interface Page<Item, Next> {
  items: Item[];
  next: Next | null;
}

/** How far the caller is in a room. */
export interface ReadState {
  /** The seq up to which everything is read. */
  read: Seq;
  /** Messages of others after it, counted up to MAX_UNREAD_COUNT. */
  unread: number;
  /** Those of them, and of the unread replies in threads, that mention the caller or reply to them. */
  mentions: number;
  /** Unread replies in the threads that the caller follows, counted up to MAX_UNREAD_COUNT. */
  inThreads: number;
}

/** `GET /rooms?after=&limit=` → Page<RoomSummary, RoomId>: the caller's rooms in the order of their ids. May be a second old. */
export interface RoomSummary extends ReadState {
  id: RoomId;
  kind: RoomKind;
  /** Empty for a direct room. */
  name: string;
  /** The other member of a direct room. */
  peer?: { user: UserId; name: string };
  role: Role;
  head: Seq;
  /** When the newest message was sent, milliseconds; null if there is none. */
  lastMessageAt: number | null;
}

/** `GET /rooms/:room` → RoomDetails · `PATCH /rooms/:room` ChangeRoom → RoomDetails. `epoch`: seqs of two epochs do not compare. */
export interface RoomDetails extends ReadState {
  id: RoomId;
  kind: RoomKind;
  name: string;
  role: Role;
  /** What the caller may do here now. */
  capabilities: Capability[];
  head: Seq;
  epoch: string;
  members: number;
  /** The person who answers in place of the agents; null while agents answer. */
  takeover: UserId | null;
  /** The branch that the room shows, and where new messages go; 0 is the first one. */
  branch: Seq;
  /** What the room is about; empty if nobody has said it. */
  topic: string;
  /** Who writes messages. */
  posting: Posting;
  /** Everyone of the organization finds and joins it. */
  isPublic: boolean;
}
/** What is missing stays. `topic`: empty for none. `posting`: only in groups. */
export interface ChangeRoom {
  name?: string;
  topic?: string;
  posting?: Posting;
  /** Only in groups: whether everyone of the organization finds and joins it. */
  isPublic?: boolean;
}
/**
 * `GET /public-rooms?q=&after=&limit=` → Page<PublicRoom, RoomId>: groups that everyone of the organization may join, in the order of their
 * ids; `q`: those whose name or topic has these words · `POST /public-rooms/:room/join` → RoomReference.
 */
export interface PublicRoom {
  id: RoomId;
  name: string;
  topic: string;
  members: number;
  /** The caller is a member. */
  joined: boolean;
}
/** `PUT /rooms/:room/branch` ShowBranch → RoomDetails: shows everyone another branch of a session. */
export interface ShowBranch {
  branch: Seq;
}

/**
 * `GET /rooms/:room/members?after=&limit=` → Page<RoomMember, UserId>, in the order of their ids · `POST /rooms/:room/members` AddMember →
 * RoomMember · `PATCH /rooms/:room/members/:member` ChangeMember → RoomMember · `DELETE /rooms/:room/members/:member` → null: removes a
 * member, or leaves the room.
 */
export interface RoomMember {
  user: UserId;
  name: string;
  kind: "person" | "agent" | "visitor";
  role: Role;
}
export interface AddMember {
  user: UserId;
  /** `member` if missing. */
  role?: Role;
}
export interface ChangeMember {
  role: Role;
}

/**
 * `GET /rooms/:room/messages?before=&limit=&branch=&through=&thread=` → Page<Message, Seq>, newest first; `next` is the `before` of the next page.
 * `branch`: of this branch, in place of the one that the room shows. `thread`: of the thread that begins with this message. `through`: of a branch
 * or thread that has this message.
 * `GET /rooms/:room/messages/:message` → Message. A message is named by its seq. The text of a running answer is what it has so far.
 * `DELETE /rooms/:room/messages/:message` → Message
 */
export type MessageList = Page<Message, Seq>;

/** `POST /rooms/:room/messages` SendMessage → SentMessage. The same `Idempotency-Key` again returns the same message. */
export interface SendMessage {
  /** May be empty with files. */
  text: string;
  /** Members that the text names with an at sign. Without this and `mentionRanges` the room finds them in the text. */
  mentions?: UserId[];
  mentionRanges?: MentionRange[];
  replyTo?: Seq;
  /** An answered prompt of the caller, in a session: this is another version of it, and begins a branch in its place. */
  forkOf?: Seq;
  /** The message in whose thread it replies: one that is in no thread. */
  thread?: Seq;
  /** With `thread`: it stands in the room too. */
  alsoRoom?: true;
  /** Excludes the message from every model. No agent answers it. */
  ai?: "never";
  /** Files that were uploaded to this room with `PUT /rooms/:room/attachments/:attachment`. */
  attachments?: AttachmentId[];
  /** The model that answers it, in place of the agent's own. Needs `steer`. */
  model?: string;
  /** What happens to it if its agent is busy, in place of the room's policy. `merge` and `steer` need the capability `steer`. */
  promptPolicy?: PromptPolicy;
  /** Makes it a task; the text is its title. No agent answers it. */
  task?: NewTask;
}
export interface SentMessage {
  message: Message;
  /** Which agents answer it. */
  turns: RoomTurn[];
}

/** `PATCH /rooms/:room/messages/:message` EditMessage → Message. Another `version` than the room's is a `conflict`. */
export interface EditMessage {
  version: number;
  text: string;
  mentions?: UserId[];
  mentionRanges?: MentionRange[];
}

/** `GET /rooms/:room/messages/:message/versions` → MessageVersion[], the oldest first: the texts before each edit. */
export interface MessageVersion {
  version: number;
  text: string;
  /** When this text was written, milliseconds. */
  at: number;
}

/** `PUT /rooms/:room/messages/:message/ai` MarkForAi → Message: whether models are given the message. */
export interface MarkForAi {
  ai: "never" | "allowed";
}

/** `PUT|DELETE /rooms/:room/messages/:message/pin` → Message · `GET /rooms/:room/pins` → Message[] in their order · `PUT|DELETE /rooms/:room/messages/:message/reactions/:emoji` → Message · `PUT /rooms/:room/read` MarkRead → ReadState */
export interface MarkRead {
  seq: Seq;
  /** Others must not see it. As it was the last time if missing. */
  private?: boolean;
  /** Everything in threads up to `seq` too. */
  threads?: true;
}

/**
 * `GET /rooms/:room/threads?before=&limit=&unread=` → Page<FollowedThread, Seq>: the threads that the caller follows, the one that changed last
 * first; `next` is the `before` of the next page. `unread=true`: only those with unread replies.
 * `PATCH /rooms/:room/threads/:message` ChangeThread → OwnThread. A thread is named by its first message.
 */
export interface FollowedThread extends OwnThread {
  /** With `replies`, unless nobody can see one. */
  message: Message;
}
export type ThreadList = Page<FollowedThread, Seq>;
export interface ChangeThread {
  /** Everything up to this seq is read. */
  read?: Seq;
  follows?: boolean;
}

/**
 * `POST /rooms/:room/messages/:message/answers` AskForAnswer → RoomTurn: an agent answers the message, or once more what an answer answered.
 * `GET /rooms/:room/turns/:turn` → RoomTurn · `POST /rooms/:room/turns/:turn/stop` → RoomTurn. A turn that was removed from the queue is
 * `not_found`.
 */
export interface AskForAnswer {
  agent?: AgentId;
  /** The message is an answer that was cut: the new one continues it. */
  continue?: true;
  /** Needs `steer`. */
  model?: string;
}

/**
 * `POST /rooms/:room/calls/:call/decision` DecideCall → RoomTurn: allows or refuses a call that waits for a person, with `approve`. `digest`
 * is that of the step. A call that somebody has decided on, or of another digest, is a `conflict`.
 */
export interface DecideCall {
  decision: "allow" | "deny";
  digest: string;
  /** Everyone sees it. The model is given it if the call was not allowed. */
  reason?: string;
  /** With `allow`: other arguments than the model's. They make a call of their own. */
  args?: JsonObject;
}

/** `GET /rooms/:room/messages/:message/steps` → StepList */
export interface StepList {
  items: Step[];
}

export interface RoomTurn {
  turn: TurnId;
  agent: AgentId;
  asker: UserId;
  /** The messages that it answers, oldest first. */
  prompts: Seq[];
  state: TurnState;
  reason?: TurnReason;
  /** The message that the answer is in; null while it waits in the queue. */
  answer: Seq | null;
}
