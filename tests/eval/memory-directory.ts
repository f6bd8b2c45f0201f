/** A directory in memory: as much of D1 as reading with Drizzle needs, over SQLite. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const MIGRATIONS = join(import.meta.dirname, "../../server/directory/migrations");

export function memoryDirectory(): { database: DatabaseSync; d1: object } {
  const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort())
    database.exec(readFileSync(join(MIGRATIONS, file), "utf8"));
  return { database, d1: { prepare: (query: string) => bound(database, query, []) } };
}

function bound(database: DatabaseSync, query: string, values: SQLInputValue[]): object {
  return {
    bind: (...more: SQLInputValue[]) => bound(database, query, more),
    raw: () =>
      Promise.resolve(
        database
          .prepare(query)
          .all(...values)
          .map((row) => Object.values(row)),
      ),
    all: () => Promise.resolve({ results: database.prepare(query).all(...values) }),
  };
}
