import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";
import type { SqlRow, SqlStore, SqlValue } from "../../server/storage/sql.ts";

export interface NodeSql extends SqlStore {
  /** All or nothing, like a Durable Object's `transactionSync`. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** The SQL port of the rules over a new database in memory, or over this one. */
export function nodeSql(database = new DatabaseSync(":memory:")): NodeSql {
  const all = <Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row[] =>
    database
      .prepare(query)
      .all(...bindings.map(toNode))
      .map(fromNode) as Row[];
  return {
    all,
    first: <Row extends SqlRow>(query: string, ...bindings: SqlValue[]) =>
      all<Row>(query, ...bindings)[0] ?? null,
    run: (query, ...bindings) => void database.prepare(query).run(...bindings.map(toNode)),
    transaction<Result>(work: () => Result): Result {
      database.exec("SAVEPOINT work");
      try {
        const result = work();
        database.exec("RELEASE work");
        return result;
      } catch (error) {
        database.exec("ROLLBACK TO work; RELEASE work");
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** A blob is an `ArrayBuffer` in a Durable Object, and a `Uint8Array` here. */
const toNode = (value: SqlValue): SQLInputValue =>
  value instanceof ArrayBuffer ? new Uint8Array(value) : value;

function fromNode(row: Record<string, SQLOutputValue>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row))
    if (value instanceof Uint8Array) Object.assign(row, { [name]: value.slice().buffer });
  return row;
}
