/** How far each person has got: delivered to a device, read in a window. Beside the log, because they only move forward. */
import { MAX_RECEIPT_MEMBERS, MAX_UNREAD_COUNT } from "../../shared/limits.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { Cursor } from "../../shared/protocol/frames.ts";
import type { Actor, DeliveredCommand, ReadCommand } from "./commands.ts";
import type { Done } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { findMember, hasMoreMembersThan } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import { nextBeat, schedule } from "./schedule.ts";
import type { SqlStore } from "./sql.ts";

/** Marks everything up to `seq` as read. What is read was delivered. */
export function markRead(store: SqlStore, command: ReadCommand, actor: Actor): Done | Refusal {
  const seq = clampToLog(store, command.seq);
  if (seq === null) return refuse.badSeq();
  const before = cursorOf(store, actor.user);
  if (seq <= before.read) return { effects: [] };
  const cursor = { user: actor.user, read: seq, delivered: Math.max(seq, before.delivered) };
  return moveCursor(store, cursor, actor);
}

/** Marks everything up to `seq` as stored on one of the person's devices. */
export function markDelivered(store: SqlStore, command: DeliveredCommand, actor: Actor): Done | Refusal {
  const seq = clampToLog(store, command.seq);
  if (seq === null) return refuse.badSeq();
  const before = cursorOf(store, actor.user);
  // In a crowd nobody looks at who has received what: it would cost a row and a frame per person and message.
  if (seq <= before.delivered || isCrowd(store)) return { effects: [] };
  return moveCursor(store, { ...before, delivered: seq }, actor);
}

function moveCursor(store: SqlStore, cursor: Cursor, actor: Actor): Done {
  const { read } = cursorOf(store, actor.user);
  store.run(
    "UPDATE members SET read = ?, delivered = ? WHERE user = ?",
    cursor.read,
    cursor.delivered,
    cursor.user,
  );
  const audience = isCrowd(store) ? "self" : "everyone";
  if (cursor.read === read) return { effects: [{ type: "moveCursor", cursor, audience }] };
  schedule(store, { task: "inbox", user: actor.user }, nextBeat(actor.now));
  return { effects: [{ type: "moveCursor", cursor, audience }, { type: "arm" }] };
}

/** A seq of this room; one ahead of the log means its end. Null for what no room can have given. */
export function clampToLog(store: SqlStore, seq: Seq): Seq | null {
  if (!Number.isSafeInteger(seq) || seq < 0) return null;
  return Math.min(seq, readRoom(store).head);
}

/** The cursors that a member sees: every person's, or in a crowd only their own. */
export function visibleCursors(store: SqlStore, user: UserId): Cursor[] {
  if (isCrowd(store)) return [cursorOf(store, user)];
  return store.all<{ user: UserId; delivered: Seq; read: Seq }>(
    "SELECT user, delivered, read FROM members WHERE role IS NOT NULL AND user >= 'user_' ORDER BY user",
  );
}

export interface Unread {
  unread: number;
  mentions: number;
}

/**
 * What others have said after the cursor and can be read, and what of it names this person. An answer counts once, when it
 * has ended, wherever it began.
 */
export function countUnread(store: SqlStore, user: UserId, read: Seq): Unread {
  const unread = store.first<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM messages
       WHERE seq > ? AND author <> ? AND turn IS NULL AND deleted_at IS NULL AND text <> ''
       UNION ALL
       SELECT 1 FROM messages INDEXED BY answers_by_end WHERE ended > ? AND deleted_at IS NULL AND text <> ''
       LIMIT ?)`,
    read,
    user,
    read,
    MAX_UNREAD_COUNT,
  );
  const mentions = store.first<{ count: number }>(
    "SELECT count(*) AS count FROM (SELECT 1 FROM mentions WHERE user = ? AND seq > ? LIMIT ?)",
    user,
    read,
    MAX_UNREAD_COUNT,
  );
  return { unread: unread?.count ?? 0, mentions: mentions?.count ?? 0 };
}

function cursorOf(store: SqlStore, user: UserId): Cursor {
  const member = findMember(store, user);
  return { user, delivered: member?.delivered ?? 0, read: member?.read ?? 0 };
}

function isCrowd(store: SqlStore): boolean {
  return hasMoreMembersThan(store, MAX_RECEIPT_MEMBERS);
}
