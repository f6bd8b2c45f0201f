/** Mentions in messages. They are counted separately from unread messages, as long as the message can be read. */
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { roleOf } from "./rows/member-row.ts";
import { findMessage, mentionsOf, type MessageRow } from "./messages/row.ts";
import { findTurnOfAnswer } from "./rows/turn-row.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Returns each mentioned member once. Mentions of people who are not members are ignored. */
export function knownMentions(store: SqlStore, mentions: readonly UserId[] = []): UserId[] {
  return [...new Set(mentions)].filter((user) => roleOf(store, user) !== null);
}

/** A reply counts as a mention of the author of the original message. */
export function noteMentions(
  store: SqlStore,
  seq: Seq,
  author: UserId,
  mentions: readonly UserId[],
  original: MessageRow | null,
): void {
  for (const user of named(author, mentions, original)) {
    store.run("INSERT OR IGNORE INTO mentions (user, seq) VALUES (?, ?)", user, seq);
  }
}

/** Deletes by primary key, one mentioned person at a time: `mentions` has no index by message, so a search would scan the whole table. */
export function forgetMentions(store: SqlStore, message: MessageRow): void {
  for (const user of named(message.author, mentionsOf(message), repliedTo(store, message))) {
    store.run("DELETE FROM mentions WHERE user = ? AND seq = ?", user, message.seq);
  }
  // A completed answer mentions the person who asked for it.
  if (message.ended === null) return;
  const asker = findTurnOfAnswer(store, message.seq)?.asker ?? null;
  store.run("DELETE FROM mentions WHERE user = ? AND seq = ?", asker, message.ended);
}

export function repliedTo(store: SqlStore, message: MessageRow): MessageRow | null {
  return message.reply_to === null ? null : findMessage(store, message.reply_to);
}

function named(author: UserId, mentions: readonly UserId[], original: MessageRow | null): Set<UserId> {
  const users = new Set(mentions);
  if (original !== null) users.add(original.author);
  users.delete(author);
  return users;
}
