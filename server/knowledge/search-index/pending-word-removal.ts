/**
 * FTS5 keeps deleted words in its segments and only marks their rows as deleted. Its option `secure-delete` is not enough: it
 * leaves the first word of each block, and took 1.5 ms for each chunk.
 */
import type { SqlStore } from "../../storage/sql.ts";

export function noteDeletedWords(store: SqlStore): void {
  store.run("INSERT OR IGNORE INTO deleted_words (only) VALUES (1)");
}

export function hasDeletedWords(store: SqlStore): boolean {
  return store.first("SELECT only FROM deleted_words") !== null;
}

/** Rewrites the full-text index without deleted words. The time grows with the library, so call it once for many deletions. */
export function dropDeletedWords(store: SqlStore): void {
  if (!hasDeletedWords(store)) return;
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')");
  store.run("DELETE FROM deleted_words");
}
