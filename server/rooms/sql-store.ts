import type { SqlRow, SqlStore, SqlValue } from "../room/sql.ts";

/** The rules' SQL port over a Durable Object's own SQLite. */
export function sqlStore(sql: SqlStorage): SqlStore {
  return {
    all: <Row extends SqlRow>(query: string, ...bindings: SqlValue[]) =>
      sql.exec<Row>(query, ...bindings).toArray(),
    first<Row extends SqlRow>(query: string, ...bindings: SqlValue[]) {
      const next = sql.exec<Row>(query, ...bindings).next();
      return next.done === true ? null : next.value;
    },
    run(query: string, ...bindings: SqlValue[]) {
      sql.exec(query, ...bindings);
    },
  };
}
