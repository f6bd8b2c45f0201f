import type { Migration } from "../../storage/migrate.ts";

/** In order. A released migration is never changed; add a new one instead. */
export const searchMigrations: readonly Migration[] = [
  {
    name: "001-messages",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,

      // A room gets a new number with each epoch. The rows of the old number are no longer found, and are deleted in steps.
      // `analyser`: the version of the analyser since which all messages from `oldest` on are indexed.
      `CREATE TABLE rooms (
        no INTEGER PRIMARY KEY AUTOINCREMENT,
        room TEXT NOT NULL,
        epoch TEXT NOT NULL,
        head INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        analyser INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        dropped INTEGER NOT NULL DEFAULT 0
      ) STRICT`,
      "CREATE UNIQUE INDEX live_rooms ON rooms (room) WHERE dropped = 0",

      "CREATE TABLE members (user TEXT, room INTEGER, PRIMARY KEY (user, room)) STRICT, WITHOUT ROWID",
      "CREATE INDEX members_by_room ON members (room)",

      // Authors have numbers, so that a term can name one.
      "CREATE TABLE authors (no INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL UNIQUE) STRICT",

      // `key` grows with the time of the message: see message-keys.ts.
      `CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        room INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        version INTEGER NOT NULL,
        language TEXT NOT NULL
      ) STRICT`,
      "CREATE UNIQUE INDEX messages_by_seq ON messages (room, seq)",

      // Only of answers from documents. An empty library stands for unknown ones.
      "CREATE TABLE message_libraries (key INTEGER, library TEXT, PRIMARY KEY (key, library)) STRICT, WITHOUT ROWID",
      "CREATE TABLE languages (language TEXT PRIMARY KEY, messages INTEGER NOT NULL) STRICT",

      // Terms of the analyser, separated by spaces, and no text: the text stays in the room alone. `words` has each word in all of its
      // forms, `written` one term for each word in order, for phrases and beginnings; `marks` has the room, the author and what the
      // message has.
      `CREATE VIRTUAL TABLE message_terms USING fts5 (
         words, written, files, marks, content = '', contentless_delete = 1,
         tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
       )`,
      "CREATE TABLE deleted_words (only INTEGER PRIMARY KEY CHECK (only = 1), state TEXT NOT NULL) STRICT",

      // How far the rooms of the organization were asked to tell their messages: `after` is the id of the last one.
      `CREATE TABLE walk (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        organization TEXT NOT NULL,
        analyser INTEGER NOT NULL,
        after TEXT
      ) STRICT`,
    ],
  },
  {
    name: "002-threads",
    // The thread in which the message stands alone. No message that was indexed before is in one.
    up: ["ALTER TABLE messages ADD COLUMN thread INTEGER"],
  },
];
