import { addColumn, type Migration } from "../../storage/migrate.ts";

/** The tables as they were before inboxes had migrations. A database may have some or all of them already. */
const tables = [
  // `entry` is null for a room that the person has left. The row stays, so that a delayed older entry does not bring the room back.
  `CREATE TABLE IF NOT EXISTS entries (
      room TEXT PRIMARY KEY,
      epoch TEXT NOT NULL,
      head INTEGER NOT NULL,
      read INTEGER NOT NULL,
      entry TEXT
    ) WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS entries_crowds ON entries (room) WHERE json_extract(entry, '$.crowd') = 1",
  `CREATE INDEX IF NOT EXISTS entries_by_newest
     ON entries (coalesce(json_extract(entry, '$.last.at'), 0) DESC, room) WHERE entry IS NOT NULL`,
  `CREATE TABLE IF NOT EXISTS settings (
      room TEXT PRIMARY KEY,
      pinned INTEGER NOT NULL,
      muted INTEGER NOT NULL,
      level TEXT NOT NULL,
      done INTEGER,
      done_unread INTEGER NOT NULL,
      snoozed INTEGER,
      unread INTEGER
    ) WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS settings_snoozed ON settings (snoozed) WHERE snoozed IS NOT NULL",
  `CREATE TABLE IF NOT EXISTS preferences (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), private_reading INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS saved (
      room TEXT NOT NULL,
      seq INTEGER NOT NULL,
      excerpt TEXT NOT NULL,
      savedAt INTEGER NOT NULL UNIQUE,
      PRIMARY KEY (room, seq)
    ) WITHOUT ROWID`,
  // `private`: 1 if the person was reading privately at the time of the request.
  `CREATE TABLE IF NOT EXISTS reading (
      room TEXT PRIMARY KEY,
      epoch TEXT NOT NULL,
      head INTEGER NOT NULL,
      private INTEGER NOT NULL,
      due INTEGER NOT NULL,
      attempts INTEGER NOT NULL
    ) WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS reading_due ON reading (due)",
  `CREATE TABLE IF NOT EXISTS presence (
    id INTEGER PRIMARY KEY CHECK (id = 1), last_seen INTEGER, status TEXT, quiet TEXT)`,
  "INSERT OR IGNORE INTO presence (id) VALUES (1)",
  "CREATE TABLE IF NOT EXISTS watchers (user TEXT PRIMARY KEY, until INTEGER NOT NULL)",
  "CREATE TABLE IF NOT EXISTS watched (socket TEXT, user TEXT, PRIMARY KEY (socket, user)) WITHOUT ROWID",
  "CREATE TABLE IF NOT EXISTS drafts (room TEXT PRIMARY KEY, epoch INTEGER NOT NULL, excerpt TEXT NOT NULL) WITHOUT ROWID",
  `CREATE TABLE IF NOT EXISTS draft_updates (
      room TEXT, number INTEGER, data TEXT NOT NULL, PRIMARY KEY (room, number)
    ) WITHOUT ROWID`,
];

/** Migrations in order. A shipped migration is never changed; changes are new migrations at the end. */
export const inboxMigrations: readonly Migration[] = [
  {
    name: "001-tables",
    up(store) {
      for (const statement of tables) store.run(statement);
      addColumn(store, "settings", "done_unread", "INTEGER NOT NULL DEFAULT 0");
    },
  },
  {
    name: "002-schedule",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,
      "INSERT INTO schedule (task, key, due, attempts) SELECT 'read', room, due, attempts FROM reading",
      `INSERT INTO schedule (task, key, due)
       SELECT 'wake', '', min(snoozed) FROM settings WHERE snoozed IS NOT NULL HAVING min(snoozed) IS NOT NULL`,
      "INSERT INTO schedule (task, key, due) SELECT 'look', '', 0 FROM watchers LIMIT 1",
      "DROP INDEX reading_due",
      "ALTER TABLE reading DROP COLUMN due",
      "ALTER TABLE reading DROP COLUMN attempts",
    ],
  },
  {
    name: "003-tasks",
    up: [
      // `task` is a `Task` as JSON without its notes, so that lists need not read them. The other columns repeat a part of it. `room` and `seq` only of a task of a room.
      `CREATE TABLE tasks (
        id TEXT PRIMARY KEY,
        room TEXT,
        seq INTEGER,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        made_at INTEGER NOT NULL,
        task TEXT NOT NULL,
        notes TEXT,
        state TEXT NOT NULL,
        ended_at INTEGER,
        place TEXT NOT NULL,
        asked TEXT
      ) WITHOUT ROWID`,
      "CREATE INDEX tasks_by_place ON tasks (place)",
      "CREATE INDEX tasks_by_state ON tasks (state, ended_at, id)",
      "CREATE INDEX tasks_by_room ON tasks (room) WHERE room IS NOT NULL",
      // How far each room has told its tasks.
      "CREATE TABLE task_rooms (room TEXT PRIMARY KEY, epoch TEXT NOT NULL, head INTEGER NOT NULL) WITHOUT ROWID",
    ],
  },
  {
    name: "005-notices",
    up: [
      // One row for each key while something about it is open. `told`: by channel, how far telling has come.
      `CREATE TABLE notices (
        key TEXT PRIMARY KEY,
        room TEXT,
        data TEXT NOT NULL,
        version INTEGER NOT NULL,
        state TEXT NOT NULL,
        due INTEGER NOT NULL,
        sends INTEGER NOT NULL DEFAULT 0,
        verdict TEXT,
        told TEXT NOT NULL DEFAULT '{}'
      ) WITHOUT ROWID`,
      // What was decided, and how it went, for the person to look at. The oldest rows are deleted.
      `CREATE TABLE notice_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        room TEXT,
        data TEXT NOT NULL,
        at INTEGER NOT NULL
      )`,
      // What the person has set about being told. Values that are not set have their defaults.
      "CREATE TABLE notice_settings (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), data TEXT NOT NULL)",
      // Addresses of Slack, Teams and Discord that the person has added.
      `CREATE TABLE notice_channels (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        off TEXT
      ) WITHOUT ROWID`,
    ],
  },
  {
    name: "006-reminders",
    up: [
      // `asked`: what the client has asked for, to recognise a repeated frame.
      `CREATE TABLE reminders (
        id TEXT PRIMARY KEY,
        about TEXT NOT NULL,
        room TEXT,
        text TEXT NOT NULL,
        due INTEGER NOT NULL,
        state TEXT NOT NULL,
        made_at INTEGER NOT NULL,
        ended_at INTEGER,
        asked TEXT NOT NULL
      ) WITHOUT ROWID`,
      "CREATE INDEX reminders_by_state ON reminders (state, due, id)",
      "CREATE INDEX reminders_by_room ON reminders (room) WHERE room IS NOT NULL",
    ],
  },
  {
    name: "007-scheduled",
    up: [
      // `failed`: JSON, why the room has refused it. Null: it waits for its time.
      `CREATE TABLE scheduled_messages (
        id TEXT PRIMARY KEY,
        room TEXT NOT NULL,
        content TEXT NOT NULL,
        due INTEGER NOT NULL,
        failed TEXT
      ) WITHOUT ROWID`,
    ],
  },
];
