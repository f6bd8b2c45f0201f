import type { UserId } from "../ids.ts";
import type { Capability, Role } from "../permissions.ts";
import type { Member, Message, Notice, RoomInfo } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import type { Composing, Cursor, OwnThread, PersonPresence } from "../protocol/frames.ts";
import type { PromptPolicy, QueuedTurn } from "../protocol/turns.ts";
import type { ToolPolicies } from "../tool-policy.ts";
import type { PlaceInLine, Support } from "../support.ts";

/** `until`: when it expires (receiver's clock, milliseconds). `thread`: where they type; missing for the room. */
export interface Typing {
  until: number;
  thread?: Seq;
}

export interface RoomView {
  room: RoomInfo;
  epoch: string;
  /** The last event that this view includes. */
  head: Seq;
  you: { user: UserId; role: Role | null; capabilities: Capability[]; scopes?: Capability[] };
  /** Everyone who appears in the log: members, and former members with `role: null`. */
  members: Readonly<Record<UserId, Member>>;
  /** The branch that is shown; missing for the first one. `messages` has no message of a branch that it does not go on from. */
  branch?: Seq;
  /**
   * The thread that is shown, by its first message; missing where the room is shown. `messages` has only messages of the thread, the first of
   * which is `thread` once all are loaded.
   */
  thread?: Seq;
  /** A contiguous run of the newest messages, ascending by seq. Without those that stand in threads alone. */
  messages: readonly Message[];
  /** Notices in the same part of the log, ascending by seq. */
  notices: readonly Notice[];
  /** Older entries exist before the first of both. */
  more: boolean;
  /** Waiting prompts, in the order in which they will be answered. */
  queue: readonly QueuedTurn[];
  /** The person who has taken over from the agents; null while agents answer. */
  takeover: UserId | null;
  /** Only of a conversation with a visitor: who answers. */
  support?: Support;
  /** Who has to allow the calls of tools; missing while no policy is set. */
  policies?: ToolPolicies;
  /** What happens to prompts whose agent is busy; missing while they wait (`queue`). */
  promptPolicy?: PromptPolicy;
  /** The pinned messages in their order; missing if there are none. */
  pins?: readonly Seq[];
  /** The visitor's own place in line, for the visitor and while they wait. */
  line?: PlaceInLine;
  cursors: Readonly<Record<UserId, Cursor>>;
  presence: Readonly<Record<UserId, PersonPresence>>;
  /** People who type. */
  typing: Readonly<Record<UserId, Typing>>;
  /** How this person stands to threads, by their first message: to those with unread replies, and those that were told since. Missing: to none. */
  threads?: Readonly<Record<Seq, OwnThread>>;
  /** State of the shared composer; null while nobody has it open and it is empty. */
  composing: Composing | null;
}
