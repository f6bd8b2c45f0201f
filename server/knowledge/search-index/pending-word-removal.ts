/**
 * FTS5 keeps deleted words in its segments and only adds a delete marker. Its option `secure-delete` is not enough: it leaves
 * the first word of each block, and took 1.5 ms for each chunk.
 */
import type { SqlStore } from "../../storage/sql.ts";

/**
 * Up to this many chunks the full-text index is rebuilt, which removes all words, at 50 µs for each chunk. Above it the
 * segments are merged, which costs half of that.
 */
const MAX_REBUILT_CHUNKS = 2_000;

export function noteDeletedWords(store: SqlStore): void {
  store.run("INSERT OR IGNORE INTO deleted_words (only) VALUES (1)");
}

export function hasDeletedWords(store: SqlStore): boolean {
  return store.first("SELECT only FROM deleted_words") !== null;
}

/** Rewrites the full-text index without deleted words. The time grows with the library, so call it once for many deletions. */
export function dropDeletedWords(store: SqlStore, rebuilt = MAX_REBUILT_CHUNKS): void {
  if (!hasDeletedWords(store)) return;
  const chunks = store.first<{ chunks: number }>("SELECT chunks FROM totals")?.chunks ?? 0;
  if (chunks <= rebuilt) store.run("INSERT INTO chunk_words (chunk_words) VALUES ('rebuild')");
  else mergeAll(store);
  store.run("DELETE FROM deleted_words");
}

/**
 * FTS5 drops delete markers only when it writes its topmost level. If all segments are on one level, a merge writes the next
 * level, which may not be the topmost. So the merge runs twice: before the second one, a row with the unused number 0 adds a
 * segment on the lowest level.
 */
function mergeAll(store: SqlStore): void {
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')");
  store.run("INSERT INTO chunk_words (rowid, heading, text) VALUES (0, 'x', 'x')");
  store.run("INSERT INTO chunk_words (chunk_words, rowid, heading, text) VALUES ('delete', 0, 'x', 'x')");
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')");
}
