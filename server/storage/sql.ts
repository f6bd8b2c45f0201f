/** The one way from the rules to storage: synchronous SQL on the object's own SQLite. */
export type SqlValue = string | number | ArrayBuffer | null;
export type SqlRow = Record<string, SqlValue>;

export interface SqlStore {
  /** All rows of a query, read before it returns. */
  all<Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row[];
  /** The first row, or null. */
  first<Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row | null;
  run(query: string, ...bindings: SqlValue[]): void;
}
