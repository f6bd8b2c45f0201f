/** The messages that a badge counts. The count and the list use the same queries, so they cannot differ. */
import { messageExcerpt } from "../../../shared/attachments.ts";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import { MAX_UNREAD_MESSAGES, MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { UnreadMessage, UnreadMessages, UnreadReason } from "../../../shared/protocol/inbox-frames.ts";
import { standsInRoom } from "./branches.ts";
import { both, countBy, type Rule } from "./count-by.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { findMember } from "./rows/member-row.ts";
import { hides, isOnlyInThread, mentionsOf, type MessageRow } from "./messages/row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { answersBuiltOn } from "./restricted-answers.ts";
import { unreadReplies, unreadThreadMentions } from "./threads/unread.ts";

/** `place`: the seq from which the message counts. For an answer it is the seq of its end, not of its start. */
export type Counted = { seq: Seq; place: Seq };

/**
 * Readable messages of others after the read cursor, but those in threads alone, which have cursors of their own. An answer that the person
 * has stopped is no news to them.
 */
export const unreadRule = (store: SqlStore, user: UserId, read: Seq): Rule => ({
  sql: `SELECT seq, seq AS place FROM messages
       WHERE seq > ? AND author <> ? AND turn IS NULL AND ${standsInRoom(store, "branch")} AND deleted_at IS NULL
         AND (text <> '' OR attachments IS NOT NULL)
     UNION ALL
     SELECT m.seq, m.ended AS place FROM messages m INDEXED BY answers_by_end LEFT JOIN turns t ON t.id = m.turn
       WHERE m.ended > ? AND m.branch >= 0 AND m.deleted_at IS NULL AND m.text <> '' AND t.stopped_by IS NOT ?`,
  values: [read, user, read, user],
});

/** Those of the unread messages that mention this person or reply to them. */
export const mentionRule = (user: UserId, read: Seq): Rule => ({
  sql: `SELECT coalesce(
       (SELECT m.seq FROM messages m WHERE m.seq = n.seq),
       (SELECT m.seq FROM messages m INDEXED BY answers_by_end WHERE m.ended = n.seq)) AS seq, n.seq AS place
     FROM mentions n WHERE n.user = ? AND n.seq > ?
       AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.seq = n.seq AND m.branch < 0)`,
  values: [user, read],
});

export interface UnreadAsked {
  /** True if the room is muted: then only mentions count. */
  mentionsOnly: boolean;
  /** Libraries that the person may not read: no text of answers based on them is returned. */
  unreadable: readonly LibraryId[];
}

/** The messages that this person's badge counts; null if they are not a member. */
export function unreadMessagesOf(store: SqlStore, user: UserId, asked: UnreadAsked): UnreadMessages | null {
  const member = findMember(store, user);
  if (member === null || member.role === null) return null;
  const [rule, inThreads] = asked.mentionsOnly
    ? [mentionRule(user, member.read), unreadThreadMentions(member)]
    : [unreadRule(store, user, member.read), unreadReplies(member)];
  const restricted = answersBuiltOn(store, asked.unreadable);
  const messages = oldestBy(store, both(rule, inThreads)).map((row) =>
    toUnreadMessage(row, user, restricted),
  );
  const threads = countBy(store, inThreads);
  if (asked.mentionsOnly)
    return { total: Math.min(countBy(store, rule) + threads, MAX_UNREAD_COUNT), messages };
  return { total: countBy(store, rule), ...(threads > 0 && { threads }), messages };
}

export type UnreadMessageRow = MessageRow & { name: string; answered: UserId | null };

/** The oldest counted messages, with their current content. */
function oldestBy(store: SqlStore, { sql, values }: Rule): UnreadMessageRow[] {
  const oldest = store.all<Counted>(`${sql} ORDER BY place LIMIT ?`, ...values, MAX_UNREAD_MESSAGES);
  return oldest
    .map(({ seq }) => findUnread(store, seq))
    .filter((row) => row !== null)
    .sort((a, b) => a.seq - b.seq);
}

export function findUnread(store: SqlStore, seq: Seq): UnreadMessageRow | null {
  return store.first<UnreadMessageRow>(
    `SELECT m.*, p.name, q.author AS answered FROM messages m JOIN members p ON p.user = m.author
     LEFT JOIN messages q ON q.seq = m.reply_to WHERE m.seq = ?`,
    seq,
  );
}

export function toUnreadMessage(
  row: UnreadMessageRow,
  user: UserId,
  restricted: ReadonlySet<Seq>,
): UnreadMessage {
  const { seq, author, name, at, text } = row;
  const isHidden = restricted.has(seq) || hides(row.moderation);
  const excerpt = isHidden ? "" : messageExcerpt(text, attachmentsIn(row.attachments), author);
  const thread = row.thread !== null && isOnlyInThread(row) ? { thread: row.thread } : {};
  return { seq, author, name, at, excerpt, why: kindOf(row, user), ...thread };
}

function kindOf(row: UnreadMessageRow, user: UserId): UnreadReason {
  if (row.turn !== null) return "answer";
  if (mentionsOf(row).includes(user)) return "mention";
  return row.answered === user ? "reply" : "message";
}
