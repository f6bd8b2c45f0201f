/** What is unread in the threads that a person follows. The count and the list use the same queries, so they cannot differ. */
import type { UserId } from "../../../../shared/ids.ts";
import { MAX_UNREAD_THREADS } from "../../../../shared/limits.ts";
import type { OwnThread } from "../../../../shared/protocol/frames.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { findMember, type MemberRow } from "../rows/member-row.ts";
import { countBy, type Rule } from "../count-by.ts";
import { findFollower, type FollowerRow } from "./followers.ts";

type Reader = Pick<MemberRow, "user" | "threads_read">;

/** All threads of the person, or one of them. */
const NEWS = (root: Seq | undefined): string =>
  `thread_followers f WHERE f.user = ? AND f.news = 1${root === undefined ? "" : " AND f.root = ?"}`;

/** Readable replies of others after the person's cursor of their thread. What was also sent to the room counts there alone. */
export function unreadReplies({ user, threads_read: floor }: Reader, root?: Seq): Rule {
  const one = root === undefined ? [] : [root];
  return {
    sql: `SELECT m.seq, m.seq AS place FROM messages m JOIN (SELECT f.root, max(f.read, ?) AS read FROM ${NEWS(root)}) f
         ON m.thread = f.root AND m.seq > f.read
       WHERE m.branch < 0 AND m.turn IS NULL AND m.author <> ? AND m.deleted_at IS NULL
         AND (m.text <> '' OR m.attachments IS NOT NULL)
     UNION ALL
     SELECT m.seq, m.ended AS place FROM messages m JOIN (SELECT f.root, max(f.read, ?) AS read FROM ${NEWS(root)}) f
         ON m.thread = f.root AND m.ended > f.read
       LEFT JOIN turns t ON t.id = m.turn
       WHERE m.branch < 0 AND m.deleted_at IS NULL AND m.text <> '' AND t.stopped_by IS NOT ?`,
    values: [floor, user, ...one, user, floor, user, ...one, user],
  };
}

/** Those of the unread replies that mention this person or reply to them. */
export function unreadThreadMentions({ user, threads_read: floor }: Reader): Rule {
  return {
    sql: `SELECT m.seq, m.seq AS place FROM (SELECT f.root, f.user, max(f.read, ?) AS read FROM ${NEWS(undefined)}) f
       CROSS JOIN mentions n ON n.user = f.user AND n.seq > f.read
       CROSS JOIN messages m ON m.seq = n.seq AND m.thread = f.root
       WHERE m.branch < 0`,
    values: [floor, user],
  };
}

export interface ThreadsUnread {
  unread: number;
  mentions: number;
}

export function countUnreadThreads(store: SqlStore, reader: Reader): ThreadsUnread {
  if (!hasNews(store, reader.user)) return { unread: 0, mentions: 0 };
  return {
    unread: countBy(store, unreadReplies(reader)),
    mentions: countBy(store, unreadThreadMentions(reader)),
  };
}

/** When the newest unread reply was written (server clock, milliseconds). */
export function newestUnreadReply(store: SqlStore, reader: Reader): number | null {
  const { sql, values } = unreadReplies(reader);
  const row = store.first<{ at: number | null }>(
    `SELECT max(m.at) AS at FROM (${sql}) counted JOIN messages m ON m.seq = counted.seq`,
    ...values,
  );
  return row?.at ?? null;
}

const hasNews = (store: SqlStore, user: UserId): boolean =>
  store.first("SELECT 1 FROM thread_followers WHERE user = ? AND news = 1 LIMIT 1", user) !== null;

/** The people who may have something unread in threads. */
export function peopleWithNews(store: SqlStore): ReadonlySet<UserId> {
  const rows = store.all<{ user: UserId }>("SELECT DISTINCT user FROM thread_followers WHERE news = 1");
  return new Set(rows.map(({ user }) => user));
}

/** How a person stands to a thread. */
export function ownThread(store: SqlStore, root: Seq, user: UserId): OwnThread {
  const follower = findFollower(store, root, user);
  const { threads_read: floor = 0 } = findMember(store, user) ?? {};
  return standing(store, { user, threads_read: floor }, root, follower);
}

/** The threads in which a person has unread replies, the newest first. */
export function ownUnreadThreads(store: SqlStore, user: UserId): OwnThread[] {
  if (!hasNews(store, user)) return [];
  const member = findMember(store, user);
  if (member === null) return [];
  return store
    .all<FollowerRow>(
      `SELECT f.* FROM thread_followers f JOIN threads t ON t.root = f.root WHERE f.user = ? AND f.news = 1
       ORDER BY t.newest DESC LIMIT ?`,
      user,
      MAX_UNREAD_THREADS,
    )
    .map((row) => standing(store, member, row.root, row))
    .filter(({ unread }) => unread > 0);
}

function standing(store: SqlStore, reader: Reader, root: Seq, follower: FollowerRow | null): OwnThread {
  return {
    root,
    follows: follower?.follows === 1,
    read: Math.max(follower?.read ?? 0, reader.threads_read),
    unread: follower?.news === 1 ? countBy(store, unreadReplies(reader, root)) : 0,
  };
}
