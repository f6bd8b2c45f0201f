/** What a change of a message means for the thread in which it is. */
import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { MessageDeleted, MessageModerated } from "../../../../shared/protocol/events.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Effect } from "../effects.ts";
import { repliedTo } from "../mentions.ts";
import { findMessage, isOnlyInThread, mentionsOf, type MessageRow } from "../messages/row.ts";
import { readRoom } from "../rows/room-row.ts";
import { follow, followOwn, noteNews } from "./followers.ts";
import { noteNewest, recountReplies } from "./replies.ts";

/**
 * A reply can be read from now on: it was sent, or released. Its author follows the thread, and so do the author of the first message and
 * whoever the reply names; the others who follow it have news.
 */
export function followOfReply(store: SqlStore, reply: MessageRow): Effect[] {
  const { thread, seq, author } = reply;
  const root = thread === null ? null : findMessage(store, thread);
  if (root === null) return [];
  followOwn(store, root);
  followNamed(store, reply);
  // A message may be released long after others have replied: its author has nothing unread of before.
  follow(store, root.seq, author, readRoom(store).head);
  return noteInThread(store, reply, { seq, author });
}

/** Whoever the reply mentions or answers follows its thread, also those who had stopped to. */
export function followNamed(store: SqlStore, reply: MessageRow): void {
  const { thread, seq, author } = reply;
  if (thread === null) return;
  const original = repliedTo(store, reply);
  const named = new Set([...mentionsOf(reply), ...(original === null ? [] : [original.author])]);
  named.delete(author);
  for (const user of named) follow(store, thread, user, seq - 1);
}

/** The text of a message was changed: it may name other people. */
export function noteEdited(store: SqlStore, seq: Seq): Effect[] {
  const message = findMessage(store, seq);
  if (message === null || message.thread === null) return [];
  followNamed(store, message);
  noteNews(store, message.thread, message.author);
  return [{ type: "thread", root: message.thread }];
}

/** Something new stands in the thread of this message, if it is in one. `author`: to whom it is no news. */
export function noteInThread(
  store: SqlStore,
  message: MessageRow,
  { seq, author }: { seq: Seq; author: UserId | null },
): Effect[] {
  const { thread } = message;
  if (thread === null) return [];
  noteNewest(store, thread, seq);
  // What was also sent to the room is unread there.
  if (isOnlyInThread(message)) noteNews(store, thread, author);
  return [{ type: "thread", root: thread }];
}

/** Adds to the event how the thread of the message stands, if it is in one. */
export function afterReply<Event extends MessageDeleted | MessageModerated>(
  store: SqlStore,
  { thread }: Pick<MessageRow, "thread">,
  event: Event,
): { event: Event; effects: Effect[] } {
  if (thread === null) return { event, effects: [] };
  return {
    event: { ...event, ofThread: recountReplies(store, thread) },
    effects: [{ type: "thread", root: thread }],
  };
}
