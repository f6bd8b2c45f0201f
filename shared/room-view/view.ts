import type { UserId } from "../ids.ts";
import type { Capability, Role } from "../permissions.ts";
import type { Member, Message, Notice, RoomInfo } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import type { Composing, Cursor, PersonPresence } from "../protocol/frames.ts";
import type { QueuedTurn } from "../protocol/turns.ts";

export interface RoomView {
  room: RoomInfo;
  epoch: string;
  /** Last event that this view has taken in. */
  head: Seq;
  you: { user: UserId; role: Role | null; capabilities: Capability[]; scopes?: Capability[] };
  /** Everyone the log names: members, and with `role: null` those who were. */
  members: Readonly<Record<UserId, Member>>;
  /** A contiguous run of the newest messages, ascending by seq. */
  messages: readonly Message[];
  /** Notices in the same stretch of the log, ascending by seq. */
  notices: readonly Notice[];
  /** There is something older than the first of both. */
  more: boolean;
  /** Prompts that wait for their agent, in the order in which they will be answered. */
  queue: readonly QueuedTurn[];
  /** Who has taken over from the agents; null while agents answer. */
  takeover: UserId | null;
  cursors: Readonly<Record<UserId, Cursor>>;
  presence: Readonly<Record<UserId, PersonPresence>>;
  /** Who types, and until when by the receiver's clock. */
  typing: Readonly<Record<UserId, number>>;
  /** How the shared composer stands; null while nobody has it open and nothing is in it. */
  composing: Composing | null;
}
