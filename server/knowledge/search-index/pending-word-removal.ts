/**
 * What is deleted from a full text stays in its blocks: beside the words stands that they are gone. `secure-delete` is not
 * enough: it leaves the first word of each block, and took 1.5 ms for each chunk.
 */
import type { SqlStore } from "../../storage/sql.ts";

/** Up to so many chunks the full text is made anew, which is certain, at 50 µs for each; of more its segments are merged, at half of it. */
const REBUILT = 2_000;

export function noteDeletedWords(store: SqlStore): void {
  store.run("INSERT OR IGNORE INTO deleted_words (only) VALUES (1)");
}

export function hasDeletedWords(store: SqlStore): boolean {
  return store.first("SELECT only FROM deleted_words") !== null;
}

/** Writes the full text without them. It takes a while that grows with the library: many deletions should share one. */
export function dropDeletedWords(store: SqlStore, rebuilt = REBUILT): void {
  if (!hasDeletedWords(store)) return;
  const chunks = store.first<{ chunks: number }>("SELECT chunks FROM totals")?.chunks ?? 0;
  if (chunks <= rebuilt) store.run("INSERT INTO chunk_words (chunk_words) VALUES ('rebuild')");
  else mergeAll(store);
  store.run("DELETE FROM deleted_words");
}

/**
 * FTS5 forgets deletions only where it writes its topmost level, and where all segments stand on one level it writes the next
 * one, topmost or not. So it is done again, with a segment on the lowest level beside the one that the first time has left:
 * that of a row that nobody has, number 0.
 */
function mergeAll(store: SqlStore): void {
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')");
  store.run("INSERT INTO chunk_words (rowid, heading, text) VALUES (0, 'x', 'x')");
  store.run("INSERT INTO chunk_words (chunk_words, rowid, heading, text) VALUES ('delete', 0, 'x', 'x')");
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')");
}
