/** When messages came to people and were read, and how far others may know. */
export const receipts = [
  // How far others see that somebody has read; `read` is further while they read privately.
  "ALTER TABLE members ADD COLUMN shown_read INTEGER NOT NULL DEFAULT 0",
  "UPDATE members SET shown_read = read",
  "CREATE INDEX private_readers ON members (user) WHERE shown_read < read",

  // The newest moves of cursors that others see: at `at`, whatever is after `since` and up to `seq` was reached. `kind` is `delivered` or
  // `read`.
  `CREATE TABLE cursor_moves (
    user TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL,
    since INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (user, kind, seq)
  ) WITHOUT ROWID`,
];
