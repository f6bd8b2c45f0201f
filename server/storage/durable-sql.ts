import type { SqlRow, SqlStore, SqlValue } from "./sql.ts";

/** The rules' SQL port over a Durable Object's own SQLite. */
export function sqlStore(sql: SqlStorage): SqlStore {
  return {
    all: <Row extends SqlRow>(query: string, ...bindings: SqlValue[]) =>
      sql.exec<Row>(query, ...bindings).toArray(),
    first<Row extends SqlRow>(query: string, ...bindings: SqlValue[]) {
      // Read to its end: a cursor that is left open keeps its prepared statement from being used again until it is collected.
      return sql.exec<Row>(query, ...bindings).toArray()[0] ?? null;
    },
    run(query: string, ...bindings: SqlValue[]) {
      sql.exec(query, ...bindings);
    },
  };
}
