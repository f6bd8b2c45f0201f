import type { SqlStore } from "./sql.ts";

/** One numbered change of a database's schema: SQL statements, or a function if the change depends on the existing schema. */
export interface Migration {
  /** Number and subject: `003-knowledge`. */
  name: string;
  up: readonly string[] | ((store: SqlStore) => void);
}

/**
 * Brings a database to the newest schema. Run it in one transaction. The list is in order and only grows: a shipped migration is never
 * changed. After a rollback, a database may have newer migrations that are unknown here; it is left as it is. (Durable Objects have no
 * `PRAGMA user_version`.)
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
 * Adds a column to a table that may already have it. For databases that are older than the numbered migrations of their object, or whose
 * migration was changed after it had shipped.
 */
export function addColumn(store: SqlStore, table: string, column: string, definition: string): void {
  if (store.first("SELECT 1 AS found FROM pragma_table_info(?) WHERE name = ?", table, column) !== null)
    return;
  store.run(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
}
