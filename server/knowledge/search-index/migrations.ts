import type { Migration } from "../../storage/migrate.ts";

/** The tables from before indexes had migrations: a database may already have some or all of them. */
const tables = [
  `CREATE TABLE IF NOT EXISTS versions (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     document TEXT NOT NULL,
     version INTEGER NOT NULL,
     title TEXT NOT NULL,
     active INTEGER NOT NULL DEFAULT 0,
     UNIQUE (document, version)
   ) STRICT`,
  `CREATE INDEX IF NOT EXISTS versions_staged ON versions (id) WHERE active = 0`,
  // `key` contains both the version's row id and the chunk's number: see chunk-keys.ts.
  `CREATE TABLE IF NOT EXISTS chunks (
     key INTEGER PRIMARY KEY,
     heading TEXT NOT NULL,
     text TEXT NOT NULL,
     place TEXT NOT NULL
   ) STRICT`,
  // Text is stored once: the full-text table is an external-content table over `chunks`. It is updated by hand, because
  // deleting from it requires the exact old words (https://sqlite.org/fts5.html#external_content_tables).
  `CREATE VIRTUAL TABLE IF NOT EXISTS chunk_words USING fts5 (
     heading, text, content = 'chunks', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
   )`,
  // Number of chunks that contain a term, without reading them
  // (https://sqlite.org/fts5.html#the_fts5vocab_virtual_table_module).
  `CREATE VIRTUAL TABLE IF NOT EXISTS chunk_terms USING fts5vocab (chunk_words, 'row')`,
  `CREATE TABLE IF NOT EXISTS totals (
     only INTEGER PRIMARY KEY CHECK (only = 1),
     generation INTEGER NOT NULL,
     chunks INTEGER NOT NULL
   ) STRICT`,
  `INSERT OR IGNORE INTO totals (only, generation, chunks) VALUES (1, 0, 0)`,
  "CREATE TABLE IF NOT EXISTS deleted_words (only INTEGER PRIMARY KEY CHECK (only = 1)) STRICT",
  "CREATE TABLE IF NOT EXISTS graves (document TEXT PRIMARY KEY) STRICT",
  "CREATE TABLE IF NOT EXISTS care (document TEXT, due INTEGER, key TEXT NOT NULL, PRIMARY KEY (due, document)) STRICT",
];

/** In order. A released migration is never changed; add a new one instead. */
export const indexMigrations: readonly Migration[] = [
  { name: "001-tables", up: tables },
  {
    name: "002-schedule",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,
      `INSERT INTO schedule (task, key, due)
       SELECT 'recover', due || ':' || (key ->> 'organization') || ':' || (key ->> 'library') || ':' || document, due FROM care`,
      "INSERT INTO schedule (task, key, due) SELECT 'drop-words', '', 0 FROM deleted_words",
      "DROP TABLE care",
      "ALTER TABLE graves RENAME TO deleted_documents",
    ],
  },
  {
    name: "003-terms",
    up: [
      // The full-text table holds the terms of our own analyser (words/terms.ts), separated by spaces. It stores no text: what
      // a row was indexed by is not needed to delete it (https://sqlite.org/fts5.html#contentless_delete_tables).
      "DROP TABLE chunk_terms",
      "DROP TABLE chunk_words",
      `CREATE VIRTUAL TABLE chunk_words USING fts5 (
         heading, text, content = '', contentless_delete = 1,
         tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
       )`,
      "CREATE VIRTUAL TABLE chunk_terms USING fts5vocab (chunk_words, 'row')",
      // 0: indexed by the words as they are written, so that a library answers until its chunks are analysed (analyse.ts).
      "ALTER TABLE chunks ADD COLUMN analyser INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE chunks ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",
      "CREATE INDEX chunks_analyser ON chunks (analyser)",
      "CREATE TABLE languages (language TEXT PRIMARY KEY, chunks INTEGER NOT NULL) STRICT",
      "INSERT INTO languages (language, chunks) SELECT 'en', count(*) FROM chunks",
      "INSERT INTO chunk_words (rowid, heading, text) SELECT key, lower(heading), lower(text) FROM chunks",
    ],
  },
];
