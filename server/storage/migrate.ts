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
  const isNew = isEmpty(store);
  const model = models.get(migrations);
  if (isNew && model !== undefined) {
    for (const statement of model) store.run(statement);
    return;
  }
  store.run("CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY) WITHOUT ROWID");
  const done = new Set(store.all<{ name: string }>("SELECT name FROM _migrations").map(({ name }) => name));
  for (const { name, up } of migrations) {
    if (done.has(name)) continue;
    if (typeof up === "function") up(store);
    else for (const statement of up) store.run(statement);
    store.run("INSERT INTO _migrations (name) VALUES (?)", name);
  }
  if (isNew) models.set(migrations, modelOf(store));
}

/**
 * By its migrations: the statements that make a new database at once, read from the first one that was made. A new room has a hundred steps to go
 * through otherwise, most of which change what an earlier one has made: 8 ms, in place of 1.
 */
const models = new WeakMap<readonly Migration[], readonly string[]>();

/** The platform keeps tables of its own in the database. */
const OWN = "name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'";

function isEmpty(store: SqlStore): boolean {
  return store.first(`SELECT 1 AS found FROM sqlite_master WHERE ${OWN} LIMIT 1`) === null;
}

/** Tables and their rows, and then what looks after them: indexes and triggers. */
function modelOf(store: SqlStore): string[] {
  const made = store.all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_master WHERE ${OWN} AND sql IS NOT NULL ORDER BY rowid`,
  );
  const isVirtual = ({ sql }: { sql: string }) => /^CREATE VIRTUAL TABLE/i.test(sql);
  // The tables behind a virtual table are made with it.
  const behind = made.filter(isVirtual).map(({ name }) => `${name}_`);
  const own = made.filter(({ name }) => !behind.some((prefix) => name.startsWith(prefix)));
  const tables = own.filter(({ type }) => type === "table");
  return [
    ...tables.map(({ sql }) => sql),
    ...tables.filter(({ sql }) => /\bUSING fts5\b/i.test(sql)).flatMap(({ name }) => optionsOf(store, name)),
    ...tables.filter((table) => !isVirtual(table)).flatMap(({ name }) => rowsOf(store, name)),
    ...own.filter(({ type }) => type !== "table").map(({ sql }) => sql),
  ];
}

/** What a full-text index was told after it was made, such as `secure-delete`. SQLite keeps it in a table behind the index. */
function optionsOf(store: SqlStore, index: string): string[] {
  return store
    .all<{ row: string }>(
      `SELECT quote(k) || ', ' || quote(v) AS row FROM "${index}_config" WHERE k <> 'version' ORDER BY k`,
    )
    .map(({ row }) => `INSERT INTO "${index}" ("${index}", rank) VALUES (${row})`);
}

function rowsOf(store: SqlStore, table: string): string[] {
  const columns = store
    .all<{ name: string }>("SELECT name FROM pragma_table_info(?)", table)
    .map(({ name }) => `"${name}"`);
  const values = columns.map((column) => `quote(${column})`).join(" || ', ' || ");
  const rows = store.all<{ row: string }>(`SELECT ${values} AS row FROM "${table}"`);
  const written = rows.map(({ row }) => `(${row})`).join(", ");
  return rows.length === 0 ? [] : [`INSERT INTO "${table}" (${columns.join(", ")}) VALUES ${written}`];
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
