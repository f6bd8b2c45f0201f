/** Mentions in messages. They are counted separately from unread messages, as long as the message can be read. */
import type { UserId } from "../../../shared/ids.ts";
import { findMentions } from "../../../shared/mentions/find-mentions.ts";
import {
  AT_SIGN,
  type Mentionable,
  type MentionRange,
  rangesFit,
  usersOf,
} from "../../../shared/mentions/mention-range.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { type Refusal, refuse } from "./errors.ts";
import { currentMembers, findMember } from "./rows/member-row.ts";
import { findMessage, mentionsOf, type MessageRow } from "./messages/row.ts";
import { findTurnOfAnswer } from "./rows/turn-row.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** What a command says about its mentions; see `room-shapes.ts`. */
export interface Naming {
  mentions?: readonly UserId[];
  mentionRanges?: readonly MentionRange[];
}

/** Each mentioned member once, and where the text names them. */
export interface Mentioned {
  mentions: UserId[];
  ranges: MentionRange[];
}

/** People who are not members are not mentioned. `text` is the text as it is stored. */
export function mentionedBy(store: SqlStore, text: string, naming: Naming): Mentioned | Refusal {
  if (naming.mentionRanges !== undefined) {
    if (!rangesFit(text, naming.mentionRanges)) return refuse.badMention();
    const ranges = naming.mentionRanges.filter(({ user }) => mentionable(store, user) !== null);
    return { mentions: usersOf(ranges), ranges };
  }
  if (naming.mentions !== undefined) {
    const named = [...new Set(naming.mentions)].flatMap((user) => mentionable(store, user) ?? []);
    return { mentions: named.map(({ user }) => user), ranges: findMentions(text, named) };
  }
  const ranges = AT_SIGN.test(text) ? findMentions(text, currentMembers(store)) : [];
  return { mentions: usersOf(ranges), ranges };
}

function mentionable(store: SqlStore, user: UserId): Mentionable | null {
  const member = findMember(store, user);
  return member === null || member.role === null ? null : member;
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
  // Rooms of earlier versions have counted an answer as a mention of the person who asked for it.
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
