/** Who follows a thread, and how far they have read it. */
import { isUserId, type UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { MessageRow } from "../messages/row.ts";
import { roleOf } from "../rows/member-row.ts";
import { findThread } from "../rows/thread-row.ts";

export type FollowerRow = {
  root: Seq;
  user: UserId;
  follows: 0 | 1;
  read: Seq;
  /** Something may be unread. */
  news: 0 | 1;
};

export function findFollower(store: SqlStore, root: Seq, user: UserId): FollowerRow | null {
  return store.first<FollowerRow>("SELECT * FROM thread_followers WHERE root = ? AND user = ?", root, user);
}

export const followsAny = (store: SqlStore, user: UserId): boolean =>
  store.first("SELECT root FROM thread_followers WHERE user = ? AND follows = 1 LIMIT 1", user) !== null;

/** The person follows the thread from now on. What came up to `read` is not unread for who did not follow it before. */
export function follow(store: SqlStore, root: Seq, user: UserId, read: Seq): void {
  if (!isUserId(user) || roleOf(store, user) === null) return;
  const isBehind = (findThread(store, root)?.newest ?? 0) > read;
  store.run(
    `INSERT INTO thread_followers (root, user, follows, read, news) VALUES (?1, ?2, 1, ?3, ?4)
     ON CONFLICT (root, user) DO UPDATE SET follows = 1, read = max(read, ?3), news = ?4 WHERE follows = 0`,
    root,
    user,
    read,
    isBehind ? 1 : 0,
  );
}

/** The person no longer follows it, and has nothing unread in it. */
export function unfollow(store: SqlStore, root: Seq, user: UserId, head: Seq): void {
  store.run(
    `INSERT INTO thread_followers (root, user, follows, read) VALUES (?1, ?2, 0, ?3)
     ON CONFLICT (root, user) DO UPDATE SET follows = 0, news = 0, read = max(read, ?3)`,
    root,
    user,
    head,
  );
}

/** Whoever wrote the first message follows its thread, unless they have said that they do not. */
export function followOwn(store: SqlStore, root: MessageRow): void {
  if (findFollower(store, root.seq, root.author) === null) follow(store, root.seq, root.author, root.seq);
}

/** Something that may be unread has come to a thread. It is no news to `except`. */
export function noteNews(store: SqlStore, root: Seq, except: UserId | null): void {
  store.run(
    "UPDATE thread_followers SET news = 1 WHERE root = ? AND follows = 1 AND news = 0 AND user IS NOT ?",
    root,
    except,
  );
}

/** Entries of inboxes with the same head are ordered by this number. */
export function noteMove(store: SqlStore, user: UserId): void {
  store.run("UPDATE members SET thread_moves = thread_moves + 1 WHERE user = ?", user);
}
