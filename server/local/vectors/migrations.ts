import type { Migration } from "../../storage/migrate.ts";

/** The tables from before vectors had migrations: a database may already have them. */
const tables = [
  `CREATE TABLE IF NOT EXISTS pending (
        number INTEGER PRIMARY KEY AUTOINCREMENT, mutation TEXT NOT NULL, due INTEGER NOT NULL,
        type TEXT NOT NULL, items TEXT NOT NULL, floats BLOB NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS processed (only INTEGER PRIMARY KEY, mutation TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS vectors (
      slot INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, namespace TEXT NOT NULL, metadata TEXT NOT NULL, floats BLOB NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS packs (
      number INTEGER PRIMARY KEY, vectors BLOB NOT NULL, scales BLOB NOT NULL, groups BLOB NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, indexed TEXT NOT NULL) STRICT`,
];

/** In order. A released migration is never changed; add a new one instead. */
export const vectorMigrations: readonly Migration[] = [{ name: "001-tables", up: tables }];
