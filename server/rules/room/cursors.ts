/** Delivered and read cursors of each person. They are not in the log, because they only move forward. */
import { asSeenBy } from "../../../shared/cursors.ts";
import { MAX_RECEIPT_MEMBERS, MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Cursor } from "../../../shared/protocol/frames.ts";
import { countBy } from "./count-by.ts";
import { mentionRule, unreadRule } from "./unread-messages.ts";
import type { Actor } from "./actor.ts";
import type { Done, Effect } from "./effects.ts";
import { noteMove } from "./read-receipt-times.ts";
import { findMember, hasMoreMembersThan, type MemberRow } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { schedule } from "./tasks.ts";
import { countUnreadThreads } from "./threads/unread.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** A person's cursor row. `shown`: the read cursor that others see. It is behind `read` while the person reads privately. */
type Standing = {
  delivered: Seq;
  read: Seq;
  shown: Seq;
};

export function moveCursor(store: SqlStore, before: Standing, after: Standing, { user, now }: Actor): Done {
  store.run(
    "UPDATE members SET read = ?, shown_read = ?, delivered = ? WHERE user = ?",
    after.read,
    after.shown,
    after.delivered,
    user,
  );
  const isTold = !isCrowd(store) && (after.shown > before.shown || after.delivered > before.delivered);
  if (isTold) noteTimes(store, before, after, { user, now });
  const others = isTold ? { before: shownCursor(user, before), after: shownCursor(user, after) } : null;
  const move: Effect = { type: "moveCursor", own: ownCursor(user, after), others };
  if (after.read === before.read) return { effects: [move] };
  schedule(store, { task: "inbox", user }, nextBeat(now));
  return { effects: [move, { type: "arm" }] };
}

function noteTimes(
  store: SqlStore,
  before: Standing,
  after: Standing,
  { user, now: at }: { user: UserId; now: number },
): void {
  if (after.delivered > before.delivered) {
    noteMove(store, { user, kind: "delivered", since: before.delivered, seq: after.delivered, at });
  }
  // No time is stored for messages that were read privately earlier, because they were not read now.
  if (after.shown > before.shown) {
    noteMove(store, { user, kind: "read", since: before.read, seq: after.shown, at });
  }
}

/** Limits a seq to the head of the log. Null for a value that no room can have issued. */
export function clampToLog(store: SqlStore, seq: Seq): Seq | null {
  if (!Number.isSafeInteger(seq) || seq < 0) return null;
  return Math.min(seq, readRoom(store).head);
}

/** The cursors that a member sees: those of every person; in a large room only their own. */
export function visibleCursors(store: SqlStore, user: UserId): Cursor[] {
  const own = ownCursor(user, standingOf(store, user));
  if (isCrowd(store)) return [own];
  return store
    .all<Standing & { user: UserId }>(
      `SELECT user, delivered, read, shown_read AS shown FROM members
       WHERE role IS NOT NULL AND user >= 'user_' ORDER BY user`,
    )
    .map((row) => (row.user === user ? own : asSeenBy(own, shownCursor(row.user, row))));
}

export interface RoomUnread {
  unread: number;
  mentions: number;
}

export interface Unread extends RoomUnread {
  /** Unread replies in the threads that the person follows. Mentions in them are in `mentions`. */
  inThreads: number;
}

/** Counts readable messages of others after the person's cursors, and the mentions of this person among them. */
export function countUnread(store: SqlStore, member: MemberRow): Unread {
  return withThreads(countInRoomOf(store, member), countUnreadThreads(store, member));
}

/** Without what stands in threads alone. */
export function countInRoomOf(store: SqlStore, { user, read }: MemberRow): RoomUnread {
  return {
    unread: countBy(store, unreadRule(store, user, read)),
    mentions: countBy(store, mentionRule(user, read)),
  };
}

export function withThreads({ unread, mentions }: RoomUnread, threads: RoomUnread | null): Unread {
  if (threads === null) return { unread, mentions, inThreads: 0 };
  return {
    unread,
    mentions: Math.min(mentions + threads.mentions, MAX_UNREAD_COUNT),
    inThreads: threads.unread,
  };
}

export function standingOf(store: SqlStore, user: UserId): Standing {
  const { delivered = 0, read = 0, shown_read: shown = 0 } = findMember(store, user) ?? {};
  return { delivered, read, shown };
}

/** A private read does not move the stored delivered cursor, because others would see from it when the person read. */
function ownCursor(user: UserId, { delivered, read, shown }: Standing): Cursor {
  return { user, delivered: Math.max(delivered, read), read, ...(shown < read && { shown }) };
}

const shownCursor = (user: UserId, { delivered, shown }: Standing): Cursor => ({
  user,
  delivered,
  read: shown,
});

export function isCrowd(store: SqlStore): boolean {
  return hasMoreMembersThan(store, MAX_RECEIPT_MEMBERS);
}
