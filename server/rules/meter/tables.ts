import type { SqlStore } from "../../storage/sql.ts";

/** Run at every wake. */
export function createTables(store: SqlStore): void {
  store.run(
    "CREATE TABLE IF NOT EXISTS budget (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), day INTEGER, month INTEGER)",
  );
  // What a turn that is not settled yet may cost.
  store.run(
    `CREATE TABLE IF NOT EXISTS grants (
      turn TEXT PRIMARY KEY,
      cost INTEGER NOT NULL,
      lapses_at INTEGER NOT NULL
    ) WITHOUT ROWID`,
  );
  store.run(
    `CREATE TABLE IF NOT EXISTS usage (
      turn TEXT PRIMARY KEY,
      day TEXT NOT NULL,
      room TEXT NOT NULL,
      agent TEXT NOT NULL,
      user TEXT NOT NULL,
      model TEXT NOT NULL,
      tokens_in INTEGER NOT NULL,
      tokens_out INTEGER NOT NULL,
      cost INTEGER NOT NULL
    ) WITHOUT ROWID`,
  );
  store.run("CREATE INDEX IF NOT EXISTS usage_by_day ON usage (day)");
  // The sums of usage: a grant reads a month's 31 rows, not its turns.
  store.run(
    `CREATE TABLE IF NOT EXISTS days (
      day TEXT PRIMARY KEY,
      turns INTEGER NOT NULL,
      tokens_in INTEGER NOT NULL,
      tokens_out INTEGER NOT NULL,
      cost INTEGER NOT NULL
    ) WITHOUT ROWID`,
  );
}
