/** Keeps what a message shows of its thread: how many replies, when the last came, and who wrote. */
import { isHidden } from "../../../../shared/as-shown.ts";
import type { UserId } from "../../../../shared/ids.ts";
import { MAX_THREAD_FACES } from "../../../../shared/limits.ts";
import type { Message, ThreadChange } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { hides } from "../messages/row.ts";
import { findThread, repliesOf, type ThreadRow } from "../rows/thread-row.ts";

/** A message was stored. Undefined if it is in no thread. `isFurther`: it is another answer in the place of an earlier one. */
export function noteReply(store: SqlStore, message: Message, isFurther = false): ThreadChange | undefined {
  const { thread: root, seq, author, at, moderation } = message;
  if (root === undefined) return undefined;
  store.run("INSERT OR IGNORE INTO threads (root) VALUES (?)", root);
  noteNewest(store, root, seq);
  if (isFurther) return recountReplies(store, root);
  const before = findThread(store, root);
  if (before === null || isHidden(moderation)) return changed(store, root);
  const people = [author, ...(repliesOf(before)?.people ?? []).filter((user) => user !== author)];
  return put(store, { root, count: before.count + 1, last: at, people });
}

/** The last of a thread: a reply, or the end of an answer. */
export function noteNewest(store: SqlStore, root: Seq, seq: Seq): void {
  store.run("UPDATE threads SET newest = max(newest, ?) WHERE root = ?", seq, root);
}

/** After a reply was deleted, hidden or shown again. */
export function recountReplies(store: SqlStore, root: Seq): ThreadChange {
  const shown = store
    .all<{ place: Seq; author: UserId; at: number; moderation: string | null }>(
      `SELECT coalesce(place, seq) AS place, author, at, moderation FROM messages
       WHERE thread = ? AND deleted_at IS NULL ORDER BY seq DESC`,
      root,
    )
    .filter(({ moderation }) => !hides(moderation));
  return put(store, {
    root,
    count: new Set(shown.map(({ place }) => place)).size,
    last: shown[0]?.at ?? 0,
    people: [...new Set(shown.map(({ author }) => author))],
  });
}

type Counted = Pick<ThreadRow, "root" | "count" | "last"> & { people: UserId[] };

function put(store: SqlStore, { root, count, last, people }: Counted): ThreadChange {
  store.run(
    "UPDATE threads SET count = ?, last = ?, people = ? WHERE root = ?",
    count,
    last,
    JSON.stringify(people.slice(0, MAX_THREAD_FACES)),
    root,
  );
  return changed(store, root);
}

function changed(store: SqlStore, root: Seq): ThreadChange {
  const row = findThread(store, root);
  return { root, replies: row === null ? null : repliesOf(row) };
}
