import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A SQLite database with the part of D1's interface that queries of the directory use. */
export function nodeD1(database: DatabaseSync): D1Database {
  const statement = (query: string, values: SQLInputValue[] = []) => ({
    bind: (...bound: SQLInputValue[]) => statement(query, bound),
    all: async () => ({ results: database.prepare(query).all(...values), success: true, meta: {} }),
    raw: async () => {
      const prepared = database.prepare(query);
      prepared.setReturnArrays(true);
      return prepared.all(...values);
    },
  });
  return { prepare: (query: string) => statement(query) } as unknown as D1Database;
}
