import type { Migration } from "../../storage/migrate.ts";

/** As they were before meters had migrations: a database may have them already. */
const tables = [
  "CREATE TABLE IF NOT EXISTS budget (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), day INTEGER, month INTEGER)",
  // What a turn that is not settled yet may cost.
  `CREATE TABLE IF NOT EXISTS grants (
      turn TEXT PRIMARY KEY,
      cost INTEGER NOT NULL,
      lapses_at INTEGER NOT NULL
    ) WITHOUT ROWID`,
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
  "CREATE INDEX IF NOT EXISTS usage_by_day ON usage (day)",
  // The sums of usage: a grant reads a month's 31 rows, not its turns.
  `CREATE TABLE IF NOT EXISTS days (
      day TEXT PRIMARY KEY,
      turns INTEGER NOT NULL,
      tokens_in INTEGER NOT NULL,
      tokens_out INTEGER NOT NULL,
      cost INTEGER NOT NULL
    ) WITHOUT ROWID`,
];

/** In order: one that has shipped is never changed, only followed by another. */
export const meterMigrations: readonly Migration[] = [{ name: "001-tables", up: tables }];
