import type { SqlRow, SqlStore } from "../../../server/storage/sql.ts";

/** Structure of a database: columns, indexes and options of each table. The order of columns is ignored. */
export function shapeOf(store: SqlStore): Record<string, unknown> {
  return Object.fromEntries(
    tablesOf(store).map((table) => [
      table,
      {
        ...store.first("SELECT type, wr AS withoutRowid, strict FROM pragma_table_list(?)", table),
        columns: store.all(
          `SELECT name, type, "notnull", dflt_value AS byDefault, pk FROM pragma_table_info(?) ORDER BY name`,
          table,
        ),
        indexes: indexesOf(store, table),
        ...virtualSql(store, table),
      },
    ]),
  );
}

/** All rows of all tables. */
export function contentOf(store: SqlStore): Record<string, SqlRow[]> {
  return Object.fromEntries(tablesOf(store).map((table) => [table, store.all(`SELECT * FROM ${table}`)]));
}

function tablesOf(store: SqlStore): string[] {
  return store
    .all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'
       AND name NOT GLOB '__*' ORDER BY name`,
    )
    .map(({ name }) => name);
}

function indexesOf(store: SqlStore, table: string): unknown[] {
  return store
    .all<{ name: string; unique: number; origin: string }>(
      `SELECT name, "unique", origin FROM pragma_index_list(?) ORDER BY name`,
      table,
    )
    .map((index) => ({ ...index, sql: sqlOf(store, index.name) }));
}

function virtualSql(store: SqlStore, table: string): object {
  const sql = sqlOf(store, table);
  return sql?.startsWith("CREATE VIRTUAL") ? { sql } : {};
}

function sqlOf(store: SqlStore, name: string): string | null {
  const row = store.first<{ sql: string | null }>("SELECT sql FROM sqlite_master WHERE name = ?", name);
  return row?.sql?.replace(/IF NOT EXISTS /, "").replace(/\s+/g, " ") ?? null;
}
