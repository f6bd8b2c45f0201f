/** Catch-up, snapshots and pages of the history. Each reads only the rows that it returns. */
import type { UserId } from "../../../shared/ids.ts";
import { MAX_CATCH_UP_EVENTS, MAX_READ_LENGTH, PAGE_SIZE } from "../../../shared/limits.ts";
import type { Message, Notice, RoomEvent, RoomInfo } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Task } from "../../../shared/tasks.ts";
import type { Page, Snapshot } from "../../../shared/protocol/frames.ts";
import { answerExcerpt } from "../../../shared/attachments.ts";
import { among, branchOfThread, branchThrough, FIRST_BRANCH, hasBranch, shownBranch } from "./branches.ts";
import { clampToLog } from "./cursors.ts";
import { type Refusal, refuse } from "./errors.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { type EventRow, eventFromRow, type LoggedEvent } from "./rows/log.ts";
import { allPeople } from "./rows/member-row.ts";
import { messagesBefore, repliesBefore, sentBetween, storedMessage } from "./messages/codec.ts";
import { findMessage, hides, isOnlyInThread } from "./messages/row.ts";
import { readRoom, type RoomRow } from "./rows/room-row.ts";
import { pinned } from "./pins.ts";
import { stepsIn, summariesOf } from "./rows/step-row.ts";
import { taskIn } from "./rows/task-row.ts";
import { policiesIn } from "./rows/tool-policy-row.ts";
import { findSupport } from "./support.ts";
import { threadNow } from "./rows/thread-row.ts";
import { threadRoot } from "./threads/root.ts";
import { ownThread } from "./threads/unread.ts";
import { citationsOf, followUpsOf, openTurns, toQueued } from "./rows/turn-row.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** The last seq that a client has processed, and the epoch of that seq. */
export interface Position {
  since: Seq | null;
  epoch: string | null;
}

export type CatchUp =
  /** Exactly the events in `since + 1 .. head`. */
  | { type: "missed"; events: RoomEvent[] }
  /**
   * The client starts over: the gap is too large, its seqs are of another epoch, a row in the gap is damaged, or the room shows another
   * branch since.
   */
  | { type: "reset"; snapshot: Snapshot };

export function catchUp(store: SqlStore, position: Position): CatchUp {
  const room = readRoom(store);
  const { since, epoch } = position;
  if (since === null || epoch !== room.epoch || !isBehind(since, room.head)) {
    return { type: "reset", snapshot: snapshot(store, room) };
  }
  const events = eventsBetween(store, since, room.head);
  const isWhole = events.length === room.head - since;
  return !isWhole || isTooLong(events) || events.some(showsOther)
    ? { type: "reset", snapshot: snapshot(store, room) }
    : { type: "missed", events };
}

/** The client lacks the messages of the branch that is shown from then on. */
function showsOther(event: RoomEvent): boolean {
  return (
    event.type === "branch.shown" || (event.type === "message.sent" && event.message.branch === event.seq)
  );
}

function isTooLong(events: readonly RoomEvent[]): boolean {
  return events.reduce((length, event) => length + textIn(event), 0) > MAX_READ_LENGTH;
}

function textIn(event: RoomEvent): number {
  if (event.type === "message.sent") return lengthOf(event.message);
  if (event.type === "turn.ended") return event.text?.length ?? 0;
  if (event.type === "task.changed") return event.task?.notes?.length ?? 0;
  return event.type === "message.edited" || event.type === "message.moderated" ? event.text.length : 0;
}

/**
 * The first events with `since < seq <= upTo`: at most MAX_CATCH_UP_EVENTS, and about MAX_READ_LENGTH of text. Empty if all of them are
 * damaged or there are none.
 */
export function logBetween(store: SqlStore, since: Seq, upTo: Seq): RoomEvent[] {
  const events = eventsBetween(store, since, Math.min(upTo, since + MAX_CATCH_UP_EVENTS));
  let length = 0;
  const tooLong = events.findIndex((event) => (length += textIn(event)) > MAX_READ_LENGTH);
  return tooLong === -1 ? events : events.slice(0, Math.max(1, tooLong));
}

/** Approximate size of a message in UTF-16 units. A file counts about 100 units for its metadata in addition to its name. */
function lengthOf({ text, attachments = [], task }: Pick<Message, "text" | "attachments" | "task">): number {
  const words = text.length + (task?.notes?.length ?? 0);
  return attachments.reduce((sum, { name }) => sum + name.length + 150, words);
}

function isBehind(since: Seq, head: Seq): boolean {
  return Number.isSafeInteger(since) && since >= 0 && since <= head && head - since <= MAX_CATCH_UP_EVENTS;
}

/**
 * All events with `since < seq <= upTo` in ascending order, except those whose row is damaged. Both tables share one sequence: this merges
 * two sorted lists.
 */
export function eventsBetween(store: SqlStore, since: Seq, upTo: Seq): RoomEvent[] {
  const sent: RoomEvent[] = sentBetween(store, since, upTo);
  const others: RoomEvent[] = store
    .all<EventRow & Standing & { thread: Seq | null }>(
      `SELECT e.seq, e.at, e.by, e.type, e.data, m.text AS now, m.attachments, m.author, m.thread, m.task, m.moderation, t.citations, t.follow_ups
       FROM events e
       LEFT JOIN messages m ON m.seq = e.target
         AND e.type IN ('turn.ended', 'message.moderated', 'message.deleted', 'task.changed')
       LEFT JOIN turns t ON t.answer = e.target AND e.type IN ('turn.ended', 'answer.followed')
       WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq`,
      since,
      upTo,
    )
    .flatMap(({ now, attachments, author, thread, task, moderation, citations, follow_ups, ...row }) => {
      const event = eventFromRow(row);
      const standing = { now, attachments, author, task, moderation, citations, follow_ups };
      return event === null ? [] : [withThread(store, withSteps(store, asItStands(event, standing)), thread)];
    });
  return [...sent, ...others].sort((a, b) => a.seq - b.seq);
}

/** The current content of a message: its text, its files and author, an answer's citations and the questions that may follow it (JSON). */
type Standing = {
  now: string | null;
  attachments: string | null;
  task: string | null;
  moderation: string | null;
  author: UserId | null;
  citations: string | null;
  follow_ups: string | null;
};

/** How the thread of the message stands now. */
function withThread(store: SqlStore, event: LoggedEvent, thread: Seq | null): LoggedEvent {
  if (thread === null || (event.type !== "message.deleted" && event.type !== "message.moderated"))
    return event;
  const ofThread = threadNow(store, { thread });
  return ofThread === undefined ? event : { ...event, ofThread };
}

/** Text is stored only in the message's row. Events about a message carry its current text. */
function asItStands(event: LoggedEvent, standing: Standing): LoggedEvent {
  const { now: text, attachments, author, citations, follow_ups: questions } = standing;
  if (event.type === "task.changed") return { ...event, ...taskOf(standing) };
  if (event.type === "answer.followed")
    return { ...event, questions: followUpsOf(questions).followUps ?? [] };
  if (event.type !== "turn.ended" && event.type !== "message.moderated") return event;
  const now = text ?? "";
  return event.type === "turn.ended"
    ? { ...event, text: now, excerpt: answerExcerpt(now), ...citationsOf(citations) }
    : {
        ...event,
        text: now,
        ...(author !== null && { author }),
        ...(attachments !== null && { attachments: attachmentsIn(attachments) }),
        ...taskOf(standing),
      };
}

function taskOf({ task, moderation }: Pick<Standing, "task" | "moderation">): { task?: Task } {
  const read = task === null || hides(moderation) ? null : taskIn(task);
  return read === null ? {} : { task: read };
}

/** Steps are stored only in their own rows, and are deleted with the text of their answer. */
function withSteps(store: SqlStore, event: LoggedEvent): LoggedEvent {
  if (event.type !== "turn.ended" && event.type !== "turn.waiting") return event;
  return { ...event, ...stepsIn(summariesOf(store, event.turn)) };
}

function snapshot(store: SqlStore, room: RoomRow): Snapshot {
  const support = findSupport(store);
  const pins = pinned(store);
  return {
    room: infoOf(room),
    members: allPeople(store),
    timeline: page(store, room.head + 1, PAGE_SIZE, room.branch),
    queue: openTurns(store)
      .filter((turn) => turn.state === "queued")
      .map(toQueued),
    takeover: room.takeover_by,
    ...(support !== null && { support }),
    ...policiesIn(store),
    ...(pins.length > 0 && { pins }),
    ...(room.prompt_policy !== "queue" && { promptPolicy: room.prompt_policy }),
  };
}

function infoOf({ id, kind, name, topic, posting, is_public }: RoomRow): RoomInfo {
  return {
    ...{ id, kind, name },
    ...(topic !== "" && { topic }),
    ...(posting !== "everyone" && { posting }),
    ...(is_public === 1 && { isPublic: true as const }),
  };
}

/** A branch, a thread, or one of them that has a message. Without all of them, the branch that is shown. */
export interface BranchAsked {
  branch?: Seq;
  through?: Seq;
  thread?: Seq;
}

/** `user`: who reads, for how they stand to a thread. */
export function readPage(
  store: SqlStore,
  before: Seq,
  limit = PAGE_SIZE,
  asked: BranchAsked = {},
  user: UserId | null = null,
): Page | Refusal {
  const clamped = clampToLog(store, before);
  if (clamped === null) return refuse.badSeq();
  const branch = findAsked(store, asked);
  if (typeof branch !== "number") return branch;
  const end = before > clamped ? clamped + 1 : before;
  return branch < FIRST_BRANCH
    ? pageOfThread(store, -branch, { before: end, limit, user })
    : page(store, end, limit, branch);
}

function findAsked(store: SqlStore, { branch, through, thread }: BranchAsked): Seq | Refusal {
  if ([branch, through, thread].filter((asked) => asked !== undefined).length > 1)
    return refuse.twoBranches();
  if (branch !== undefined) return hasBranch(store, branch) ? branch : refuse.noSuchBranch();
  if (thread !== undefined) {
    const root = threadRoot(store, thread);
    return "refused" in root ? root : branchOfThread(thread);
  }
  if (through === undefined) return shownBranch(store);
  const message = Number.isSafeInteger(through) ? findMessage(store, through) : null;
  if (message === null) return refuse.noSuchMessage();
  return isOnlyInThread(message) ? message.branch : branchThrough(store, message);
}

/** The newest replies before `before`, and the first message of the thread if there are no older ones. */
function pageOfThread(
  store: SqlStore,
  root: Seq,
  { before, limit, user }: { before: Seq; limit: number; user: UserId | null },
): Page {
  const replies = repliesBefore(store, root, before, limit);
  const start = startOfShort(replies);
  const shown = replies.filter(({ seq }) => seq >= start);
  const more = replies.length === limit || shown.length < replies.length;
  const first = more ? null : storedMessage(store, root);
  const messages = [...(first === null ? [] : [first]), ...shown.reverse()];
  return {
    messages: withReactions(store, messages),
    notices: [],
    more,
    ...(user !== null && { thread: ownThread(store, root, user) }),
  };
}

/** Messages before `before`, newest first: at most `limit`, and a bounded amount of text. `next`: the `before` of the next page. */
export function messagePage(
  store: SqlStore,
  before: Seq | null,
  limit: number,
  asked: BranchAsked = {},
): { items: Message[]; next: Seq | null } | Refusal {
  const branch = findAsked(store, asked);
  if (typeof branch !== "number") return branch;
  const end = before ?? readRoom(store).head + 1;
  const found =
    branch < FIRST_BRANCH
      ? threadBefore(store, -branch, end, limit + 1)
      : messagesBefore(store, end, limit + 1, branch);
  const few = found.slice(0, limit);
  const start = startOfShort(few);
  const items = withReactions(store, few.filter(({ seq }) => seq >= start).reverse()).reverse();
  const last = items.at(-1);
  return { items, next: last === undefined || items.length === found.length ? null : last.seq };
}

/** The messages of a thread with its first one, newest first. */
function threadBefore(store: SqlStore, root: Seq, before: Seq, limit: number): Message[] {
  const replies = repliesBefore(store, root, before, limit);
  const first = replies.length < limit && root < before ? storedMessage(store, root) : null;
  return first === null ? replies : [...replies, first];
}

/** One message with its reactions; null if there is none with this seq. */
export function readMessage(store: SqlStore, seq: Seq): Message | null {
  if (!Number.isSafeInteger(seq)) return null;
  const found = storedMessage(store, seq);
  return found === null ? null : (withReactions(store, [found])[0] ?? null);
}

/**
 * The newest part of the log before `before`, with at most `limit` messages, `limit` notices and a bounded amount of text. If one of the
 * two lists is cut, the other is cut at the same seq, so that consecutive pages leave no gap.
 */
function page(store: SqlStore, before: Seq, limit: number, branch: Seq): Page {
  const messages = messagesBefore(store, before, limit, branch);
  const notices = noticesBefore(store, before, limit);
  const short = startOfShort(messages);
  const start = Math.max(short, startOf(messages, limit), startOf(notices, limit));
  return {
    messages: withReactions(store, messages.filter((message) => message.seq >= start).reverse()),
    notices: notices.filter((notice) => notice.seq >= start).reverse(),
    more: start > 1,
    ...(branch !== FIRST_BRANCH && { branch }),
  };
}

function startOf(newestFirst: readonly { seq: Seq }[], limit: number): Seq {
  return newestFirst.length < limit ? 1 : (newestFirst.at(-1)?.seq ?? 1);
}

/** The seq of the oldest of the newest messages that fit the size limit together. At least one message always fits. */
function startOfShort(newestFirst: readonly Message[]): Seq {
  let length = 0;
  let start: Seq | null = null;
  for (const message of newestFirst) {
    length += lengthOf(message);
    if (start !== null && length > MAX_READ_LENGTH) return start;
    start = message.seq;
  }
  return 1;
}

function noticesBefore(store: SqlStore, before: Seq, limit: number): Notice[] {
  const rows = store.all<EventRow>(
    `SELECT seq, at, by, type, data FROM events INDEXED BY notices
     WHERE target IS NULL AND seq < ? ORDER BY seq DESC LIMIT ?`,
    before,
    limit,
  );
  return rows.flatMap((row) => {
    const event = eventFromRow(row);
    return event !== null && isNotice(event) ? [event] : [];
  });
}

function isNotice(event: RoomEvent): event is Notice {
  return !("target" in event) && event.type !== "message.sent";
}

/** Adds the reactions. */
function withReactions(store: SqlStore, messages: Message[]): Message[] {
  if (messages.length === 0) return messages;
  const ofThese = among(
    store,
    "target",
    messages.map(({ seq }) => seq),
  );
  const rows = store.all<{ target: Seq; emoji: string; user: UserId }>(
    `SELECT target, emoji, user FROM reactions WHERE ${ofThese} ORDER BY target, kind_since, seq`,
  );
  const byTarget = new Map(messages.map((message) => [message.seq, message]));
  for (const { target, emoji, user } of rows) {
    const message = byTarget.get(target);
    if (message !== undefined) (message.reactions[emoji] ??= []).push(user);
  }
  return messages;
}
