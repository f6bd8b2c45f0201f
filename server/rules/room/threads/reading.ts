/** Moves the cursors of threads. Each only moves forward, over all devices of a person. */
import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import { nextBeat } from "../../../storage/schedule.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import type { Effect } from "../effects.ts";
import { findMember } from "../rows/member-row.ts";
import { schedule } from "../tasks.ts";
import { findFollower, noteMove } from "./followers.ts";
import { ownThread } from "./unread.ts";

/** Marks a thread as read up to `seq`, which is no later than the head. Nothing is stored for who does not follow it. */
export function readThread(store: SqlStore, root: Seq, seq: Seq, { user, now }: Actor): Effect[] {
  const before = findFollower(store, root, user);
  if (before === null || before.follows === 0 || seq <= ownThread(store, root, user).read) return [];
  store.run("UPDATE thread_followers SET read = ? WHERE root = ? AND user = ?", seq, root, user);
  settleNews(store, user, [root]);
  noteMove(store, user);
  return [{ type: "thread", root, user }, ...tellInbox(store, user, now)];
}

/** Marks all threads as read up to `seq`. */
export function readThreads(store: SqlStore, seq: Seq, { user, now }: Actor): Effect[] {
  const member = findMember(store, user);
  if (member === null || seq <= member.threads_read) return [];
  store.run("UPDATE members SET threads_read = ? WHERE user = ?", seq, user);
  const roots = store.all<{ root: Seq }>(
    "SELECT root FROM thread_followers WHERE user = ? AND news = 1",
    user,
  );
  if (roots.length === 0) return [];
  settleNews(
    store,
    user,
    roots.map(({ root }) => root),
  );
  noteMove(store, user);
  return [{ type: "threads", user }, ...tellInbox(store, user, now)];
}

/** Forgets the news of threads in which nothing is unread any more. */
function settleNews(store: SqlStore, user: UserId, roots: readonly Seq[]): void {
  for (const root of roots)
    if (ownThread(store, root, user).unread === 0)
      store.run("UPDATE thread_followers SET news = 0 WHERE root = ? AND user = ?", root, user);
}

export function tellInbox(store: SqlStore, user: UserId, now: number): Effect[] {
  schedule(store, { task: "inbox", user }, nextBeat(now));
  return [{ type: "arm" }];
}
