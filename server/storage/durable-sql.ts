import type { SqlRow, SqlStore, SqlValue } from "./sql.ts";

/** Implements the rules' SQL port with a Durable Object's SQLite. */
export function sqlStore(sql: SqlStorage): SqlStore {
  return {
    all: <Row extends SqlRow>(query: string, ...bindings: SqlValue[]) =>
      sql.exec<Row>(query, ...bindings).toArray(),
    first<Row extends SqlRow>(query: string, ...bindings: SqlValue[]) {
      // Reads the cursor to its end. SQLite cannot reuse the prepared statement of an open cursor until it is garbage collected.
      return sql.exec<Row>(query, ...bindings).toArray()[0] ?? null;
    },
    run(query: string, ...bindings: SqlValue[]) {
      sql.exec(query, ...bindings);
    },
  };
}
