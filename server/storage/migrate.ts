import type { SqlStore } from "./sql.ts";

/** One numbered change of a database's shape: statements, or a function where it depends on what is there. */
export interface Migration {
  /** Number and subject: `003-knowledge`. */
  name: string;
  up: readonly string[] | ((store: SqlStore) => void);
}

/**
 * Brings a database to the newest shape; run it in one transaction. The list is in order and only grows: a migration that has shipped is
 * never changed. A database of a newer version (after a rollback) has migrations that are unknown here and is left as it is. (Durable
 * Objects have no `PRAGMA user_version`.)
 */
export function migrate(store: SqlStore, migrations: readonly Migration[]): void {
  store.run("CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY) WITHOUT ROWID");
  const done = new Set(store.all<{ name: string }>("SELECT name FROM _migrations").map(({ name }) => name));
  for (const { name, up } of migrations) {
    if (done.has(name)) continue;
    if (typeof up === "function") up(store);
    else for (const statement of up) store.run(statement);
    store.run("INSERT INTO _migrations (name) VALUES (?)", name);
  }
}

/**
 * Adds a column to a table that may have it already. For databases that were made before their object had numbered migrations, or whose
 * migration was changed after it had shipped.
 */
export function addColumn(store: SqlStore, table: string, column: string, definition: string): void {
  if (store.first("SELECT 1 AS found FROM pragma_table_info(?) WHERE name = ?", table, column) !== null)
    return;
  store.run(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
}
