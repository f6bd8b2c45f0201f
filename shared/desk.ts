/** The desk: what supporters see of the organization's conversations with visitors. Nothing of it is in any room. */
import type { RoomId, UserId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";
import type { Rating, SupportState } from "./support.ts";

export type Priority = "high" | "normal" | "low";
export const PRIORITIES: readonly Priority[] = ["high", "normal", "low"];

export type Queue = "new" | "mine" | "unassigned" | "visitor" | "snoozed" | "closed";
export const QUEUES: readonly Queue[] = ["new", "mine", "unassigned", "visitor", "snoozed", "closed"];

/** A conversation as the desk knows it. Times are of the server's clock, milliseconds. */
export interface DeskConversation {
  room: RoomId;
  visitor: { id: UserId; name: string } | null;
  /** The beginning of what the visitor first wrote. Empty before that. */
  title: string;
  state: SupportState;
  requestedAt: number | null;
  closedAt: number | null;
  /** The supporter who answers. */
  takeover: UserId | null;
  last: { text: string; at: number; by: "visitor" | "person" | "agent"; user: UserId } | null;
  /** Since when the visitor has waited for an answer of a person; null while it is not a person's turn. */
  dueSince: number | null;
  /** Until when the widget has promised this answer; null without a promise, and while its clock is paused. */
  dueAt: number | null;
  /** When a promised answer of this conversation was first late; null for never. */
  lateAt: number | null;
  createdAt: number;
  assignee: UserId | null;
  priority: Priority;
  tags: string[];
  snoozedUntil: number | null;
  /** In line, while the visitor waits. 1 is the next. */
  place: number | null;
  notes: number;
  /** What the visitor thought of it; null until they have said it. */
  rating: Rating | null;
}

/** In which of one supporter's queues the conversation is now. `new` is a part of `unassigned`. */
export function queuesOf(conversation: DeskConversation, me: UserId, now: number): Queue[] {
  const { state, snoozedUntil, assignee, last } = conversation;
  if (state === "closed") return ["closed"];
  if (snoozedUntil !== null && snoozedUntil > now) return ["snoozed"];
  const queues: Queue[] = [];
  if (assignee === null) queues.push("unassigned");
  if (assignee === null && state === "waiting") queues.push("new");
  if (assignee === me) queues.push("mine");
  if (state === "person" && last?.by === "person") queues.push("visitor");
  return queues;
}

const weight: Record<Priority, number> = { high: 0, normal: 1, low: 2 };

/** What is due first: the next conversation is always the right one. Closed ones newest first. */
export function dueFirst(a: DeskConversation, b: DeskConversation): number {
  if (a.closedAt !== null || b.closedAt !== null) return (b.closedAt ?? 0) - (a.closedAt ?? 0);
  const isDue = (each: DeskConversation): number => (each.dueSince === null ? 1 : 0);
  return (
    isDue(a) - isDue(b) ||
    weight[a.priority] - weight[b.priority] ||
    (a.dueSince !== null && b.dueSince !== null ? dueBy(a) - dueBy(b) : newest(b) - newest(a)) ||
    (a.room < b.room ? -1 : 1)
  );
}

/** Without a promise an answer is due as soon as somebody waits. */
const dueBy = ({ dueAt, dueSince }: DeskConversation): number => dueAt ?? dueSince ?? 0;

const newest = ({ last, createdAt }: DeskConversation): number => last?.at ?? createdAt;

export type DeskCounts = Record<Queue, number>;

/** A supporter who has the desk open. */
export interface Supporter {
  user: UserId;
  name: string;
  /** Gets no conversations by turns. */
  away: boolean;
  /** Open conversations that are assigned to them. */
  open: number;
}

/** A note that only the desk sees. `after`: the event of the room after which it stands. */
export interface DeskNote {
  id: string;
  author: { id: UserId; name: string };
  at: number;
  after: Seq;
  text: string;
}

export interface DeskSettings {
  /** New conversations of people who wait are assigned by turns, among those who are here. */
  byTurns: boolean;
}

/** Conversations that one supporter gets by turns, at most at the same time. */
export const MAX_BY_TURNS = 8;
export const MAX_TAGS = 10;
export const MAX_TAG_LENGTH = 40;
export const MAX_NOTE_LENGTH = 4_000;
/** How long "is answering" lasts without another sign, milliseconds. */
export const ANSWERING_EXPIRY = 5_000;

// ---- the socket

/** Desk -> supporter. With `complete` it replaces everything; otherwise it lists what has changed. */
export interface DeskFrame {
  type: "desk";
  complete: boolean;
  epoch: string;
  /** Counts every change at the desk. */
  head: number;
  conversations: DeskConversation[];
  /** Conversations that were deleted. */
  gone: RoomId[];
  /** Exact, also for conversations that are not listed. */
  counts: DeskCounts;
  here: Supporter[];
  settings: DeskSettings;
}

export interface AnsweringFrame {
  type: "answering";
  room: RoomId;
  user: UserId;
  name: string;
  on: boolean;
}

export type DeskServerFrame = DeskFrame | AnsweringFrame;

/** Supporter -> desk. Signals: they are not answered. */
export type DeskSignal = { type: "answering"; room: RoomId; on: boolean } | { type: "away"; on: boolean };

// ---- HTTP

/** `GET …/desk` */
export interface DeskSummary {
  /** The organization has a widget. */
  widgets: boolean;
  /** Visitors who wait for a person, and whom nobody has. */
  waiting: number;
}

/** `PATCH …/desk/conversations/:room` */
export interface ConversationChange {
  assignee?: UserId | null | undefined;
  priority?: Priority | undefined;
  tags?: string[] | undefined;
  snoozedUntil?: number | null | undefined;
}

/** What is known of a visitor, for the panel beside the conversation. */
export interface VisitorPanel {
  id: UserId;
  name: string | null;
  email: string | null;
  /** The company's server has said who it is. */
  isVerified: boolean;
  /** The company's server has said the address; otherwise the visitor typed it. */
  emailIsVerified: boolean;
  page: { url: string; title: string; at: number };
  firstPage: { url: string; title: string; referrer: string };
  /** Up to ten pages before this one, the last one first. */
  pages: { url: string; title: string; at: number }[];
  browser: string;
  language: string;
  timeZone: string;
  /** By the company's server. */
  signed: Record<string, string>;
  /** By the page or the visitor: not verified. */
  typed: Record<string, string>;
  seenAt: number;
  /** Other conversations of the same visitor, newest first. */
  past: { room: RoomId; title: string; at: number; state: SupportState }[];
}

/** `GET …/desk/conversations/:room` */
export interface DeskDetail {
  conversation: DeskConversation;
  notes: DeskNote[];
  /** Whether the caller is a member of the conversation and can answer in it. */
  isMember: boolean;
  /** Null if the visitor is no longer known. */
  visitor: VisitorPanel | null;
}

/** `POST …/desk/conversations/:room/draft` */
export interface DraftedReply {
  text: string;
  sources: { n: number; title: string }[];
}

// ---- the supporter's view

export interface DeskView {
  epoch: string;
  head: number;
  conversations: ReadonlyMap<RoomId, DeskConversation>;
  counts: DeskCounts;
  here: readonly Supporter[];
  settings: DeskSettings;
}

/** Frames may come twice: each conversation replaces the one before. Without a view, only a complete frame says anything. */
export function applyDesk(view: DeskView | null, frame: DeskFrame): DeskView | null {
  if (view === null && !frame.complete) return null;
  const { epoch, head, counts, here, settings } = frame;
  const conversations = new Map(frame.complete ? [] : view?.conversations);
  for (const conversation of frame.conversations) conversations.set(conversation.room, conversation);
  for (const room of frame.gone) conversations.delete(room);
  return { epoch, head, conversations, counts, here, settings };
}
