/** The shared composer of a session, and who wrote a message beside its author. */
export const composer = [
  "ALTER TABLE messages ADD COLUMN writers TEXT",
  "CREATE TABLE drafts (room TEXT PRIMARY KEY, epoch INTEGER NOT NULL, excerpt TEXT NOT NULL) WITHOUT ROWID",
  `CREATE TABLE draft_updates (
    room TEXT, number INTEGER, data TEXT NOT NULL, PRIMARY KEY (room, number)
  ) WITHOUT ROWID`,
  "CREATE TABLE composer_clients (client INTEGER PRIMARY KEY, user TEXT NOT NULL)",
  "CREATE TABLE composer_settings (one INTEGER PRIMARY KEY CHECK (one = 1), sign_off INTEGER NOT NULL)",
];
