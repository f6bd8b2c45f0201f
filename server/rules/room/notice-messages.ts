/** The unread messages that a person is told of outside of the app, as they stand when they are told. */
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import { keywordIn } from "../../../shared/notices.ts";
import type { UnreadMessage } from "../../../shared/protocol/inbox-frames.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { both, countBy, type Rule } from "./count-by.ts";
import { hides } from "./messages/row.ts";
import { unreadReplies, unreadThreadMentions } from "./threads/unread.ts";
import { answersBuiltOn } from "./restricted-answers.ts";
import { findMember } from "./rows/member-row.ts";
import {
  type Counted,
  findUnread,
  mentionRule,
  toUnreadMessage,
  type UnreadMessageRow,
  unreadRule,
} from "./unread-messages.ts";

/** Messages that one notice names. */
const NAMED = 5;
/** Messages that are looked through for keywords. */
const LOOKED_THROUGH = 100;

export interface NoticeAsked {
  /** Only messages that mention the person or reply to them. */
  mentionsOnly: boolean;
  /** If there are any, only messages that have one of these words. */
  keywords: readonly string[];
  /** Libraries that the person may not read: no text of answers based on them is returned. */
  unreadable: readonly LibraryId[];
}

export interface NoticeMessages {
  /** How many there are, counted up to the maximum of a badge. */
  total: number;
  /** The newest of them, oldest first. */
  messages: UnreadMessage[];
}

export function noticeMessagesOf(store: SqlStore, user: UserId, asked: NoticeAsked): NoticeMessages | null {
  const member = findMember(store, user);
  if (member === null || member.role === null) return null;
  const rule = asked.mentionsOnly
    ? both(mentionRule(user, member.read), unreadThreadMentions(member))
    : both(unreadRule(store, user, member.read), unreadReplies(member));
  const restricted = answersBuiltOn(store, asked.unreadable);
  const byWord = asked.keywords.length > 0;
  const newest = newestBy(store, rule, byWord ? LOOKED_THROUGH : NAMED);
  const rows = byWord
    ? newest.filter(
        ({ seq, text, moderation }) =>
          !restricted.has(seq) && !hides(moderation) && keywordIn(asked.keywords, text) !== null,
      )
    : newest;
  const messages = rows.slice(-NAMED).map((row) => toUnreadMessage(row, user, restricted));
  return { total: byWord ? rows.length : countBy(store, rule), messages };
}

function newestBy(store: SqlStore, { sql, values }: Rule, limit: number): UnreadMessageRow[] {
  return store
    .all<Counted>(`${sql} ORDER BY place DESC LIMIT ?`, ...values, limit)
    .flatMap(({ seq }) => findUnread(store, seq) ?? [])
    .reverse();
}
