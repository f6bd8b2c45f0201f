/** The rows of threads: what the first message shows of its thread. */
import type { UserId } from "../../../../shared/ids.ts";
import type { Replies, ThreadChange } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";

export type ThreadRow = {
  root: Seq;
  count: number;
  last: number;
  /** A JSON array. */
  people: string;
  /** The seq of the last reply, or of the end of the last answer. */
  newest: Seq;
};

export function findThread(store: SqlStore, root: Seq): ThreadRow | null {
  return store.first<ThreadRow>("SELECT * FROM threads WHERE root = ?", root);
}

/** The threads that begin between the first and the last of these messages. */
export function threadsBetween(store: SqlStore, seqs: readonly Seq[]): ThreadRow[] {
  if (seqs.length === 0) return [];
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)];
  return store.all<ThreadRow>("SELECT * FROM threads WHERE root >= ? AND root <= ?", first, last);
}

export const hasThread = (store: SqlStore, root: Seq): boolean => findThread(store, root) !== null;

/** Null if nobody can see a reply. */
export function repliesOf({
  count,
  last,
  people,
}: Pick<ThreadRow, "count" | "last" | "people">): Replies | null {
  return count === 0 ? null : { count, last, people: readJson<UserId[]>(people, []) };
}

/** How the thread of this message stands; undefined for a message in no thread. */
export function threadNow(store: SqlStore, { thread }: { thread: Seq | null }): ThreadChange | undefined {
  if (thread === null) return undefined;
  const row = findThread(store, thread);
  return { root: thread, replies: row === null ? null : repliesOf(row) };
}
