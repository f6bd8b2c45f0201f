/**
 * FTS5 keeps the words of deleted rows in its blocks and only marks the rows as deleted: they are not found, but they are there. This
 * rewrites the blocks in steps, because an index of a million messages is too large for one
 * (https://sqlite.org/fts5.html#the_merge_command).
 */
import type { SqlStore } from "../../storage/sql.ts";

/** Blocks that one step writes. */
const BLOCKS = 500;

type State = "noted" | "merging";

export function noteDeletedWords(store: SqlStore): void {
  store.run(
    "INSERT INTO deleted_words (only, state) VALUES (1, 'noted') ON CONFLICT DO UPDATE SET state = 'noted'",
  );
}

export function hasDeletedWords(store: SqlStore): boolean {
  return stateOf(store) !== null;
}

/** One step. `hasDeletedWords` says whether it was the last one. */
export function dropDeletedWords(store: SqlStore): void {
  const state = stateOf(store);
  if (state === null) return;
  if (state === "noted") {
    // A negative number begins with the whole table, a positive one continues.
    store.run(`INSERT INTO message_terms (message_terms, rank) VALUES ('merge', ${-BLOCKS})`);
    store.run("UPDATE deleted_words SET state = 'merging'");
    return;
  }
  const before = totalChanges(store);
  store.run(`INSERT INTO message_terms (message_terms, rank) VALUES ('merge', ${BLOCKS})`);
  // The command itself counts as one change.
  if (totalChanges(store) - before < 2) store.run("DELETE FROM deleted_words");
}

function stateOf(store: SqlStore): State | null {
  return store.first<{ state: State }>("SELECT state FROM deleted_words")?.state ?? null;
}

function totalChanges(store: SqlStore): number {
  return store.first<{ changes: number }>("SELECT total_changes() AS changes")?.changes ?? 0;
}
