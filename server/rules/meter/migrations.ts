import type { Migration } from "../../storage/migrate.ts";

/** The tables as they were before meters had migrations. A database may have them already. */
const tables = [
  "CREATE TABLE IF NOT EXISTS budget (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), day INTEGER, month INTEGER)",
  // The reserved cost of turns that are not settled yet.
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
  // Daily sums of `usage`: a grant reads at most 31 rows of a month, and not one row for each turn.
  `CREATE TABLE IF NOT EXISTS days (
      day TEXT PRIMARY KEY,
      turns INTEGER NOT NULL,
      tokens_in INTEGER NOT NULL,
      tokens_out INTEGER NOT NULL,
      cost INTEGER NOT NULL
    ) WITHOUT ROWID`,
];

/** Migrations in order. A shipped migration is never changed; changes are new migrations at the end. */
export const meterMigrations: readonly Migration[] = [
  { name: "001-tables", up: tables },
  { name: "002-answered", up: ["ALTER TABLE usage ADD COLUMN answered INTEGER NOT NULL DEFAULT 1"] },
  {
    name: "003-votes",
    up: [
      // Apart from `usage`: a vote may arrive before its turn is settled.
      `CREATE TABLE votes (
        turn TEXT PRIMARY KEY,
        good INTEGER NOT NULL,
        bad INTEGER NOT NULL
      ) WITHOUT ROWID`,
    ],
  },
  {
    name: "004-schedule",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,
    ],
  },
  {
    name: "005-visitors",
    up: ["ALTER TABLE grants ADD COLUMN user TEXT", "CREATE INDEX usage_by_user ON usage (user, day)"],
  },
  { name: "006-agents", up: ["CREATE INDEX usage_by_agent ON usage (agent, day)"] },
];
