/** What a room's log holds: durable changes, numbered from 1 without gaps. */
import type { Attachment } from "../attachments.ts";
import type { MessageId, RoomId, TurnId, UserId } from "../ids.ts";
import type { Citation } from "../knowledge.ts";
import type { Role, RoomKind } from "../permissions.ts";
import type { Seq } from "./seq.ts";
import type { Answer, EndState, Moderation, QueuedTurn, TurnReason, Usage } from "./turns.ts";

export type { Seq };

/** Who sent it and how it begins: enough to show what a reply answers. `null` once the original was deleted. */
export interface Quote {
  author: UserId;
  excerpt: string;
}

/** A message as it stands now. */
export interface Message {
  seq: Seq;
  id: MessageId;
  author: UserId;
  /** When the room accepted it (server clock, milliseconds). */
  at: number;
  /** How long it waited on the sender's device before it could be sent, milliseconds. */
  waited?: number;
  /** Empty once deleted; and where there are files, perhaps from the beginning. */
  text: string;
  /** Its files, in the order in which they are shown; missing for none, and once it was deleted or is hidden. */
  attachments?: Attachment[];
  mentions: UserId[];
  replyTo?: Seq;
  quote?: Quote | null;
  /** 1 as sent, one more for each edit. */
  version: number;
  editedAt?: number;
  deletedAt?: number;
  /** Who else wrote it, where it came from the shared composer. */
  writers?: UserId[];
  /** Set on what must not be shown to any model. */
  ai?: "never";
  /** Of an agent's message: the turn that made it. While that runs, `text` is what has arrived so far. */
  answer?: Answer;
  moderation?: Moderation;
  /** Who reacted with what, in order of first use: `{ "👍": [ada, grace] }`. */
  reactions: Record<string, UserId[]>;
}

/** A person in a room. `role` is null for someone who was here and is named by the log, but is a member no more. */
export interface Member {
  user: UserId;
  name: string;
  role: Role | null;
}

export interface RoomInfo {
  id: RoomId;
  kind: RoomKind;
  name: string;
}

interface EventBase {
  seq: Seq;
  /** Server clock, milliseconds. */
  at: number;
  by: UserId;
}

/** What is sent when a message appears; it has no reactions yet. */
export type SentMessage = Omit<Message, "seq" | "author" | "at" | "reactions" | "editedAt" | "deletedAt">;

export interface MessageSent extends EventBase {
  type: "message.sent";
  message: SentMessage;
}
export interface MessageEdited extends EventBase {
  type: "message.edited";
  target: Seq;
  version: number;
  text: string;
  mentions: UserId[];
  /** How it begins without words, for the quotes of replies whose original is not loaded. */
  excerpt?: string;
}
export interface MessageDeleted extends EventBase {
  type: "message.deleted";
  target: Seq;
}
/** From now on the message is given to no model, or may be again. */
export interface MessageAi extends EventBase {
  type: "message.ai";
  target: Seq;
  ai: "never" | "allowed";
}
/** Moderation has found something, or someone has decided: `null` is "shown as any other". Hidden text is empty. */
export interface MessageModerated extends EventBase {
  type: "message.moderated";
  target: Seq;
  moderation: Moderation | null;
  text: string;
  /** Missing where they are hidden too. */
  attachments?: Attachment[];
}
export interface ReactionAdded extends EventBase {
  type: "reaction.added";
  target: Seq;
  emoji: string;
}
export interface ReactionRemoved extends EventBase {
  type: "reaction.removed";
  target: Seq;
  emoji: string;
}
export interface RoomCreated extends EventBase {
  type: "room.created";
  kind: RoomKind;
  name: string;
}
export interface RoomRenamed extends EventBase {
  type: "room.renamed";
  name: string;
}
export interface MemberAdded extends EventBase {
  type: "member.added";
  user: UserId;
  name: string;
  role: Role;
}
/** `by` is the person who left. */
export interface MemberLeft extends EventBase {
  type: "member.left";
  user: UserId;
}
export interface MemberRemoved extends EventBase {
  type: "member.removed";
  user: UserId;
}
export interface MemberRoleChanged extends EventBase {
  type: "member.role";
  user: UserId;
  role: Role;
}

// ---- turns: `by` is who asked, stopped, moved …; of what an agent does itself, the agent. A turn's beginning is the
// `message.sent` of its answer, whose `answer.turn` leaves the queue with it.

/** `target`: the newest of the prompts. */
export interface TurnQueued extends EventBase {
  type: "turn.queued";
  target: Seq;
  turn: QueuedTurn;
}
export interface TurnMoved extends EventBase {
  type: "turn.moved";
  target: Seq;
  turn: TurnId;
  place: number;
}
/** The prompts of `turn` are answered together with those of `into`. */
export interface TurnMerged extends EventBase {
  type: "turn.merged";
  target: Seq;
  turn: TurnId;
  into: TurnId;
  prompts: Seq[];
}
/** Left the queue without having begun. */
export interface TurnDropped extends EventBase {
  type: "turn.dropped";
  target: Seq;
  turn: TurnId;
}
/** Attempt `attempt` begins at offset 0 and replaces what the one before has said. `target`: the answer. */
export interface TurnRestarted extends EventBase {
  type: "turn.restarted";
  target: Seq;
  turn: TurnId;
  attempt: number;
}
/**
 * The end of a turn; comes exactly once. Live it carries no text: everyone has it from the parts, and the hash tells whether
 * they do. In a catch-up, and when the text is another than the parts made, it carries the text.
 */
export interface TurnEnded extends EventBase {
  type: "turn.ended";
  target: Seq;
  turn: TurnId;
  attempt: number;
  state: EndState;
  reason?: TurnReason;
  stoppedBy?: UserId;
  hash: string;
  length: number;
  text?: string;
  /** How the text begins, for the quotes of replies whose original is not loaded. */
  excerpt?: string;
  usage?: Usage;
  citations?: Citation[];
  /** See `Answer`. */
  restricted?: true;
}
/** Of the siblings of `target`, this one is shown. */
export interface AnswerChosen extends EventBase {
  type: "answer.chosen";
  target: Seq;
}
/** `by` has taken over: no agent answers until `takeover.ended`. */
export interface TakeoverBegun extends EventBase {
  type: "takeover.begun";
}
export interface TakeoverEnded extends EventBase {
  type: "takeover.ended";
}

/** Changes that stand in the conversation as a line of their own. */
export type Notice =
  | RoomCreated
  | RoomRenamed
  | MemberAdded
  | MemberLeft
  | MemberRemoved
  | MemberRoleChanged
  | TakeoverBegun
  | TakeoverEnded;

export type TurnEvent =
  TurnQueued | TurnMoved | TurnMerged | TurnDropped | TurnRestarted | TurnEnded | AnswerChosen;

export type RoomEvent =
  | MessageSent
  | MessageEdited
  | MessageDeleted
  | MessageAi
  | MessageModerated
  | ReactionAdded
  | ReactionRemoved
  | TurnEvent
  | Notice;

export type EventType = RoomEvent["type"];
