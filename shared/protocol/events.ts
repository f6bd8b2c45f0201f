/** Content of a room's log: durable changes, numbered from 1 without gaps. */
import type { Attachment } from "../attachments.ts";
import type { MessageId, RoomId, TurnId, UserId } from "../ids.ts";
import type { Citation } from "../knowledge.ts";
import type { MentionRange } from "../mentions/mention-range.ts";
import type { Posting, Role, RoomKind } from "../permissions.ts";
import type { RatingStep } from "../support.ts";
import type { Task } from "../tasks.ts";
import type { ToolPolicy } from "../tool-policy.ts";
import type { Seq } from "./seq.ts";
import type { StepSummary } from "./steps.ts";
import type {
  Answer,
  EndState,
  GivenToRead,
  Moderation,
  PromptPolicy,
  QueuedTurn,
  TurnReason,
  Usage,
  Vote,
} from "./turns.ts";

export type { Seq };

/** Author and beginning of the message that a reply answers. `null` after the original was deleted. */
export interface Quote {
  author: UserId;
  excerpt: string;
}

export type MailedFrom = "mail" | "otherMail";

/** What a message shows of its thread. Replies that were deleted or are hidden do not count, nor do further answers to the same prompt. */
export interface Replies {
  count: number;
  /** When the newest of them was written (server clock, milliseconds). */
  last: number;
  /** Their authors, who wrote last first: at most MAX_THREAD_FACES. */
  people: UserId[];
}

/** How the thread that begins with `root` stands after an event; `replies` is null if nobody can see a reply in it. */
export interface ThreadChange {
  root: Seq;
  replies: Replies | null;
}

/** A message in its current state. */
export interface Message {
  seq: Seq;
  id: MessageId;
  author: UserId;
  /** When the room accepted it (server clock, milliseconds). */
  at: number;
  /** Time between writing and sending on the sender's device, milliseconds. */
  waited?: number;
  /** Empty after deletion. With files it may be empty from the start. */
  text: string;
  /** Its files in display order; missing if there are none, and after the message was deleted or hidden. */
  attachments?: Attachment[];
  mentions: UserId[];
  /** Where the text names them. Missing if it names nobody, and in messages from before ranges were stored. */
  mentionRanges?: MentionRange[];
  replyTo?: Seq;
  quote?: Quote | null;
  /** Starts at 1 and increases by one with each edit. */
  version: number;
  editedAt?: number;
  deletedAt?: number;
  /** Other authors, if it was written in the shared composer. */
  writers?: UserId[];
  /** Set if the message must not be given to any model. */
  ai?: "never";
  /** It came by mail: from the visitor's address, or from another one that replied to the visitor's mail. */
  via?: MailedFrom;
  /** The answer that it steers. */
  steers?: Seq;
  /** For an agent's message: the turn that creates it. While the turn runs, `text` is what has arrived so far. */
  answer?: Answer;
  moderation?: Moderation;
  /** The branch in which it stands: the seq of the message that began it. Missing in the first branch of the room. */
  branch?: Seq;
  /** The message to whose thread it belongs. It stands in that thread alone, unless it was also sent to the room. */
  thread?: Seq;
  /** Of a message with `thread`: it stands in the room too. */
  alsoRoom?: true;
  /** The replies in the thread that begins with this message; missing while there are none that anybody can see. */
  replies?: Replies;
  /** The versions of this prompt, oldest first, itself among them. Each begins a branch, except the first. Missing while there is only one. */
  forks?: Seq[];
  /** It is a task; `text` is its title. */
  task?: Task;
  /** People by emoji, in order of first use: `{ "👍": [ada, grace] }`. */
  reactions: Record<string, UserId[]>;
}

/** Fields that a message may lack. A new field of messages is one, because older messages lack it. */
export type OptionalField = {
  [Name in keyof Message]-?: Record<never, never> extends Pick<Message, Name> ? Name : never;
}[keyof Message];

/**
 * Which messages show a field: `always`, also deleted ones; `notDeleted`; `notHidden`: neither deleted nor hidden by moderation. A field
 * that is forgotten here is a type error. `asShown` applies it, for the server and for the views of clients.
 */
export const shownWhen: { readonly [Name in OptionalField]: "always" | "notDeleted" | "notHidden" } = {
  waited: "always",
  replyTo: "always",
  quote: "always",
  attachments: "notHidden",
  mentionRanges: "notDeleted",
  writers: "notDeleted",
  ai: "notDeleted",
  via: "notDeleted",
  steers: "notDeleted",
  answer: "notDeleted",
  moderation: "notDeleted",
  branch: "always",
  thread: "always",
  alsoRoom: "always",
  replies: "always",
  forks: "always",
  task: "notHidden",
  editedAt: "notDeleted",
  deletedAt: "always",
};

/** A person in a room. `role` is null for a former member who still appears in the log. */
export interface Member {
  user: UserId;
  name: string;
  role: Role | null;
}

export interface RoomInfo {
  id: RoomId;
  kind: RoomKind;
  name: string;
  /** What it is about. Missing: nobody has said it. */
  topic?: string;
  /** Missing: everyone who may write. */
  posting?: Posting;
  /** Everyone of the organization finds and joins it. */
  isPublic?: true;
}

interface EventBase {
  seq: Seq;
  /** Server clock, milliseconds. */
  at: number;
  by: UserId;
}

/** The content of a new message. It has no reactions yet. */
export type SentMessage = Omit<Message, "seq" | "author" | "at" | "reactions" | "editedAt" | "deletedAt">;

export interface MessageSent extends EventBase {
  type: "message.sent";
  message: SentMessage;
  /** Of a message in a thread. */
  ofThread?: ThreadChange;
}
export interface MessageEdited extends EventBase {
  type: "message.edited";
  target: Seq;
  version: number;
  text: string;
  mentions: UserId[];
  mentionRanges?: MentionRange[];
  /** The beginning of the new text, for quotes in replies whose original is not loaded. */
  excerpt?: string;
}
export interface MessageDeleted extends EventBase {
  type: "message.deleted";
  target: Seq;
  /** Of a message in a thread. */
  ofThread?: ThreadChange;
}
/** From this event on, the message is excluded from models, or allowed again. */
export interface MessageAi extends EventBase {
  type: "message.ai";
  target: Seq;
  ai: "never" | "allowed";
}
/** Moderation found a problem, or a person has decided; `null` means that it is shown normally. Hidden text is empty. */
export interface MessageModerated extends EventBase {
  type: "message.moderated";
  target: Seq;
  moderation: Moderation | null;
  text: string;
  /** Missing if they are hidden too. */
  attachments?: Attachment[];
  /** Of a task. Missing if it is hidden too. */
  task?: Task;
  /** Who wrote the message, for quotes in replies whose original is not loaded. */
  author?: UserId;
  /** Of a message in a thread. */
  ofThread?: ThreadChange;
}
/** The task `target` was changed. In a catch-up it is as it is now. Missing if it is deleted or hidden by now. */
export interface TaskChanged extends EventBase {
  type: "task.changed";
  target: Seq;
  task?: Task;
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
/** What the room is about; empty: nothing. */
export interface RoomTopicChanged extends EventBase {
  type: "room.topic";
  topic: string;
}
export interface PostingChanged extends EventBase {
  type: "room.posting";
  posting: Posting;
}
/** Everyone of the organization finds and joins it from now on, or only who is added. */
export interface VisibilityChanged extends EventBase {
  type: "room.visibility";
  isPublic: boolean;
}
/** It is the last pinned message from now on. */
export interface MessagePinned extends EventBase {
  type: "message.pinned";
  target: Seq;
}
export interface MessageUnpinned extends EventBase {
  type: "message.unpinned";
  target: Seq;
}
/** The pinned message stands before this other one from now on; null: at the end. */
export interface PinMoved extends EventBase {
  type: "pin.moved";
  target: Seq;
  before: Seq | null;
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
/** The person has changed their name, or deleted their account. */
export interface MemberRenamed extends EventBase {
  type: "member.renamed";
  user: UserId;
  name: string;
}
export interface MemberRoleChanged extends EventBase {
  type: "member.role";
  user: UserId;
  role: Role;
}

// ---- turns: `by` is the person who asked, stopped, moved …; for actions of an agent itself, the agent. A turn begins with the
// `message.sent` of its answer, which also removes `answer.turn` from the queue.

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
/** The prompts of `turn` will be answered together with those of `into`. */
export interface TurnMerged extends EventBase {
  type: "turn.merged";
  target: Seq;
  turn: TurnId;
  into: TurnId;
  prompts: Seq[];
}
/** The prompts of `turn` have left the queue: they steer the answer `target`, which is the answer of the turn `into`. */
export interface TurnSteered extends EventBase {
  type: "turn.steered";
  target: Seq;
  turn: TurnId;
  into: TurnId;
  prompts: Seq[];
}
/** The turn was removed from the queue before it began. */
export interface TurnDropped extends EventBase {
  type: "turn.dropped";
  target: Seq;
  turn: TurnId;
}
/**
 * Attempt `attempt` begins. It keeps the text up to `from` (UTF-16 units), the position of the last call of the previous
 * attempts, or of the last message that they took in, and replaces the text after it. Missing for 0. `target`: the answer.
 * `steps`: the steps that it keeps, if it begins because a message steers the answer.
 */
export interface TurnRestarted extends EventBase {
  type: "turn.restarted";
  target: Seq;
  turn: TurnId;
  attempt: number;
  from?: number;
  steps?: StepSummary[];
}
/** The turn waits until somebody has decided on some of its calls, or the program that asked has sent their results. Its agent continues with the queue meanwhile. */
export interface TurnWaiting extends EventBase {
  type: "turn.waiting";
  target: Seq;
  turn: TurnId;
  attempt: number;
  steps?: StepSummary[];
}
/**
 * `by` has allowed or refused the call of this step. `changed`: they have allowed it with other arguments, which is the call of that step;
 * the first one was not allowed.
 */
export interface TurnDecided extends EventBase {
  type: "turn.decided";
  target: Seq;
  turn: TurnId;
  step: number;
  decision: "allow" | "deny";
  changed?: number;
}
/** The program that asked has sent results of these calls. Once no call waits any more, the turn goes on. */
export interface TurnResults extends EventBase {
  type: "turn.results";
  target: Seq;
  turn: TurnId;
  results: { step: number; ok: boolean }[];
}
/**
 * The end of a turn; occurs exactly once. Live events carry no text, because clients have it from the parts and check it by the
 * hash. In a catch-up, and if the final text differs from the parts, the event carries the text.
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
  /** The beginning of the text, for quotes in replies whose original is not loaded. */
  excerpt?: string;
  usage?: Usage;
  citations?: Citation[];
  /** See `Answer`. */
  steps?: StepSummary[];
  /** See `Answer`. */
  read?: GivenToRead;
  /** See `Answer`. */
  restricted?: true;
}
/** From now on, the room shows the answer `target`, and not its siblings. */
export interface AnswerChosen extends EventBase {
  type: "answer.chosen";
  target: Seq;
}
/** From now on, the room shows this branch (0: the first one), and so this version `target` of a prompt. */
export interface BranchShown extends EventBase {
  type: "branch.shown";
  target: Seq;
  branch: Seq;
}
/** `by` has voted on the answer `target`, or with null has taken the vote back. */
export interface AnswerVoted extends EventBase {
  type: "answer.voted";
  target: Seq;
  vote: Vote | null;
}
/** Questions that may follow the answer `target`. */
export interface AnswerFollowed extends EventBase {
  type: "answer.followed";
  target: Seq;
  questions: string[];
}
/** The person `by` has taken over: no agent answers until `takeover.ended`. */
export interface TakeoverBegun extends EventBase {
  type: "takeover.begun";
}
export interface TakeoverEnded extends EventBase {
  type: "takeover.ended";
}

// ---- conversations with visitors

/** The visitor asks for a person. It ends a takeover: they want somebody else. */
export interface SupportRequested extends EventBase {
  type: "support.requested";
}
/** The visitor no longer waits. */
export interface SupportWithdrawn extends EventBase {
  type: "support.withdrawn";
}
/** It ends a takeover and a request. */
export interface SupportClosed extends EventBase {
  type: "support.closed";
  /** Who has answered, a person before an agent. Missing if nobody has. */
  servedBy?: UserId;
}
/** A message or a takeover follows. */
export interface SupportReopened extends EventBase {
  type: "support.reopened";
  /** A person had answered until it was closed, so the visitor waits for a person again. */
  waits?: true;
}
/** The visitor has rated the closed conversation, has changed that, or with null does not want to. */
export interface SupportRated extends EventBase {
  type: "support.rated";
  step: RatingStep | null;
  comment?: string;
  /** Who had answered. */
  of: UserId;
  isChanged?: true;
}

/** From now on, this policy says who has to allow the calls of this tool here. */
export interface ToolPolicyChanged extends EventBase {
  type: "tool.policy";
  tool: string;
  policy: ToolPolicy;
}

/** From now on, this happens here to prompts whose agent is busy. */
export interface PromptPolicyChanged extends EventBase {
  type: "prompt.policy";
  policy: PromptPolicy;
}

/** Changes that appear in the conversation as a separate line. */
export type Notice =
  | RoomCreated
  | RoomRenamed
  | RoomTopicChanged
  | PostingChanged
  | VisibilityChanged
  | MemberAdded
  | MemberLeft
  | MemberRemoved
  | MemberRenamed
  | MemberRoleChanged
  | TakeoverBegun
  | TakeoverEnded
  | ToolPolicyChanged
  | PromptPolicyChanged
  | SupportRequested
  | SupportWithdrawn
  | SupportClosed
  | SupportReopened
  | SupportRated;

export type TurnEvent =
  | TurnQueued
  | TurnMoved
  | TurnMerged
  | TurnSteered
  | TurnDropped
  | TurnRestarted
  | TurnWaiting
  | TurnDecided
  | TurnResults
  | TurnEnded
  | AnswerChosen
  | BranchShown
  | AnswerVoted
  | AnswerFollowed;

export type RoomEvent =
  | MessageSent
  | MessageEdited
  | MessageDeleted
  | MessageAi
  | MessageModerated
  | ReactionAdded
  | ReactionRemoved
  | MessagePinned
  | MessageUnpinned
  | PinMoved
  | TaskChanged
  | TurnEvent
  | Notice;

export type EventType = RoomEvent["type"];
