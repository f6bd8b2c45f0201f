/** A conversation as its visitor's list shows it, and what a visitor may open of its answers' sources. */
import { isVisitorId, type LibraryId, type UserId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { excerptOf } from "../../../shared/text.ts";
import type { Conversation } from "../../../shared/widget.ts";
import { inboxEntryOf } from "./inbox-entry.ts";
import { answersBuiltOn } from "./restricted-answers.ts";
import { roleOf } from "./rows/member-row.ts";
import { citationsOf, findTurnOfAnswer } from "./rows/turn-row.ts";
import { findSupport } from "./support.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Null for who is no visitor in this room. */
export function conversationOf(store: SqlStore, user: UserId): Conversation | null {
  const support = findSupport(store);
  const entry = roleOf(store, user) === "visitor" && isVisitorId(user) ? inboxEntryOf(store, user) : null;
  if (entry === null || support === null) return null;
  const { room, last, unread, made } = entry;
  return {
    room,
    state: support.state,
    title: titleOf(store),
    last:
      last === null ? null : { text: last.excerpt, at: last.at, by: { id: last.author, name: last.name } },
    unread,
    updatedAt: last?.at ?? made ?? 0,
  };
}

/** The beginning of what the visitor first wrote; empty before that. */
function titleOf(store: SqlStore): string {
  const first = store.first<{ text: string }>(
    `SELECT text FROM messages WHERE author >= 'visitor_' AND author < 'visitor\`' AND deleted_at IS NULL AND text <> ''
     ORDER BY seq LIMIT 1`,
  );
  return excerptOf(first?.text ?? "");
}

/** The source that the answer cites by this number, if this person may see the answer. */
export function citationIn(
  store: SqlStore,
  user: UserId,
  { target, n, unreadable }: { target: Seq; n: number; unreadable: readonly LibraryId[] },
): Citation | null {
  if (roleOf(store, user) === null || answersBuiltOn(store, unreadable).has(target)) return null;
  const turn = findTurnOfAnswer(store, target);
  if (turn === null || turn.ended_at === null) return null;
  return citationsOf(turn.citations).citations?.find((citation) => citation.n === n) ?? null;
}
