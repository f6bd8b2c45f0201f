/** The only access of the rules to storage: synchronous SQL on the object's own SQLite. */
export type SqlValue = string | number | ArrayBuffer | null;
export type SqlRow = Record<string, SqlValue>;

export interface SqlStore {
  /** All rows of a query. They are read completely before it returns. */
  all<Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row[];
  /** The first row; null if there is none. */
  first<Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row | null;
  run(query: string, ...bindings: SqlValue[]): void;
}
