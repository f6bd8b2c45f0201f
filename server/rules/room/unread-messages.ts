/** The messages that a badge counts. The count and the list use the same queries, so they cannot differ. */
import { messageExcerpt } from "../../../shared/attachments.ts";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import { MAX_UNREAD_MESSAGES, MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { UnreadMessage, UnreadMessages, UnreadReason } from "../../../shared/protocol/inbox-frames.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { findMember } from "./rows/member-row.ts";
import { hides, mentionsOf, type MessageRow } from "./messages/row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { answersBuiltOn } from "./restricted-answers.ts";

/** `place`: the seq from which the message counts. For an answer it is the seq of its end, not of its start. */
export type Counted = { seq: Seq; place: Seq };

export interface Rule {
  sql: string;
  /** Values of the `?` parameters, in order. */
  values: (UserId | Seq)[];
}

/** Readable messages of others after the read cursor. An answer that the person has stopped is no news to them. */
export const unreadRule = (user: UserId, read: Seq): Rule => ({
  sql: `SELECT seq, seq AS place FROM messages
       WHERE seq > ? AND author <> ? AND turn IS NULL AND deleted_at IS NULL
         AND (text <> '' OR attachments IS NOT NULL)
     UNION ALL
     SELECT m.seq, m.ended AS place FROM messages m INDEXED BY answers_by_end LEFT JOIN turns t ON t.id = m.turn
       WHERE m.ended > ? AND m.deleted_at IS NULL AND m.text <> '' AND t.stopped_by IS NOT ?`,
  values: [read, user, read, user],
});

/** Those of the unread messages that mention this person or reply to them. */
export const mentionRule = (user: UserId, read: Seq): Rule => ({
  sql: `SELECT coalesce(
       (SELECT m.seq FROM messages m WHERE m.seq = n.seq),
       (SELECT m.seq FROM messages m INDEXED BY answers_by_end WHERE m.ended = n.seq)) AS seq, n.seq AS place
     FROM mentions n WHERE n.user = ? AND n.seq > ?`,
  values: [user, read],
});

/** The count, up to the maximum that is sent. */
export function countBy(store: SqlStore, { sql, values }: Rule): number {
  const row = store.first<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT place FROM (${sql}) LIMIT ?)`,
    ...values,
    MAX_UNREAD_COUNT,
  );
  return row?.count ?? 0;
}

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
  const rule = asked.mentionsOnly ? mentionRule(user, member.read) : unreadRule(user, member.read);
  const restricted = answersBuiltOn(store, asked.unreadable);
  const messages = oldestBy(store, rule).map((row) => toUnreadMessage(row, user, restricted));
  return { total: countBy(store, rule), messages };
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
  return { seq, author, name, at, excerpt, why: kindOf(row, user) };
}

function kindOf(row: UnreadMessageRow, user: UserId): UnreadReason {
  if (row.turn !== null) return "answer";
  if (mentionsOf(row).includes(user)) return "mention";
  return row.answered === user ? "reply" : "message";
}
