/** What a library's index keeps. */
import type { SqlStore } from "../../storage/sql.ts";
import { createDeletedWordsTable } from "./pending-word-removal.ts";

/**
 * Makes the tables where there are none. Text is stored once: the full text is an external-content table over `chunks`, and is
 * kept beside it by hand, as what is deleted from it must be named word for word
 * (https://sqlite.org/fts5.html#external_content_tables).
 */
export function createTables(store: SqlStore): void {
  for (const statement of STATEMENTS) store.run(statement);
  createDeletedWordsTable(store);
}

const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS versions (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     document TEXT NOT NULL,
     version INTEGER NOT NULL,
     title TEXT NOT NULL,
     active INTEGER NOT NULL DEFAULT 0,
     UNIQUE (document, version)
   ) STRICT`,
  `CREATE INDEX IF NOT EXISTS versions_staged ON versions (id) WHERE active = 0`,
  // `key` holds both the version and the number within it: see chunk-keys.ts.
  `CREATE TABLE IF NOT EXISTS chunks (
     key INTEGER PRIMARY KEY,
     heading TEXT NOT NULL,
     text TEXT NOT NULL,
     place TEXT NOT NULL
   ) STRICT`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS chunk_words USING fts5 (
     heading, text, content = 'chunks', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
   )`,
  // How many chunks have a term, without looking at them (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module).
  `CREATE VIRTUAL TABLE IF NOT EXISTS chunk_terms USING fts5vocab (chunk_words, 'row')`,
  `CREATE TABLE IF NOT EXISTS totals (
     only INTEGER PRIMARY KEY CHECK (only = 1),
     generation INTEGER NOT NULL,
     chunks INTEGER NOT NULL
   ) STRICT`,
  `INSERT OR IGNORE INTO totals (only, generation, chunks) VALUES (1, 0, 0)`,
];
