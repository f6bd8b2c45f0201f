import type { Migration } from "../../storage/migrate.ts";

/** In order. A released migration is never changed; add a new one instead. */
export const deskMigrations: readonly Migration[] = [
  {
    name: "001-desk",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,

      // `head` counts every change. `lines` counts everybody who ever waited: a place in line follows from it. `origin`: the address of the
      // app, for links in mails.
      `CREATE TABLE desk (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        epoch TEXT NOT NULL,
        organization TEXT,
        head INTEGER NOT NULL DEFAULT 0,
        lines INTEGER NOT NULL DEFAULT 0,
        by_turns INTEGER NOT NULL DEFAULT 0,
        origin TEXT
      ) STRICT`,

      // `changed`: the desk's head of its newest change. `line`: the number with which the visitor began to wait.
      `CREATE TABLE conversations (
        room TEXT PRIMARY KEY,
        epoch TEXT NOT NULL,
        head INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        visitor TEXT,
        visitor_name TEXT,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        requested_at INTEGER,
        closed_at INTEGER,
        takeover TEXT,
        last_text TEXT,
        last_at INTEGER,
        last_by TEXT,
        last_user TEXT,
        visitor_at INTEGER NOT NULL,
        person_at INTEGER NOT NULL,
        taken_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        line INTEGER,
        assignee TEXT,
        priority TEXT NOT NULL DEFAULT 'normal',
        tags TEXT NOT NULL DEFAULT '[]',
        snoozed_until INTEGER,
        mailed_up_to INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID`,
      "CREATE INDEX conversations_changed ON conversations (changed)",
      "CREATE INDEX conversations_by_state ON conversations (state, closed_at)",
      "CREATE INDEX conversations_in_line ON conversations (line) WHERE line IS NOT NULL",
      "CREATE INDEX conversations_by_visitor ON conversations (visitor)",

      `CREATE TABLE notes (
        room TEXT NOT NULL,
        id TEXT NOT NULL,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        at INTEGER NOT NULL,
        "after" INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (room, id)
      ) STRICT, WITHOUT ROWID`,
      "CREATE INDEX notes_by_room ON notes (room, at)",

      // How long visitors waited for a person, for what the next ones may expect.
      "CREATE TABLE waits (room TEXT, requested_at INTEGER, served_at INTEGER NOT NULL, PRIMARY KEY (room, requested_at)) STRICT, WITHOUT ROWID",
      "CREATE INDEX waits_by_time ON waits (served_at)",

      // Whoever has used the desk. `assigned_at`: when they last got a conversation by turns.
      `CREATE TABLE supporters (
        user TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        away INTEGER NOT NULL DEFAULT 0,
        assigned_at INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID`,

      "CREATE TABLE gone (room TEXT PRIMARY KEY, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    ],
  },
  {
    name: "002-metrics",
    up: [
      // A `Rating` as JSON; null until the visitor has rated.
      "ALTER TABLE conversations ADD COLUMN rating TEXT",

      // What the metrics count of a conversation: `Milestones` and the rating's step. `newest_at`: the newest of its times. `widget`: null
      // until somebody asks for one widget. `people`: JSON.
      `CREATE TABLE metrics (
        room TEXT PRIMARY KEY,
        widget TEXT,
        newest_at INTEGER NOT NULL,
        begun_at INTEGER NOT NULL,
        person_answer_at INTEGER,
        person_answer_by TEXT,
        person_waited INTEGER,
        agent_answer_at INTEGER,
        agent_answer_by TEXT,
        agent_waited INTEGER,
        unanswered_at INTEGER,
        person_at INTEGER,
        resolved_at INTEGER,
        resolved_by TEXT,
        resolved_of TEXT,
        took INTEGER,
        alone_at INTEGER,
        back_at INTEGER,
        silent_at INTEGER,
        silent_of TEXT,
        rated_at INTEGER,
        rated_of TEXT,
        step INTEGER,
        people TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`,
      "CREATE INDEX metrics_by_time ON metrics (newest_at)",
    ],
  },
  {
    name: "003-search",
    up: [
      // The head up to which the words are indexed.
      "ALTER TABLE desk ADD COLUMN searched INTEGER NOT NULL DEFAULT 0",
      // `note`: the id of a note; empty for the name of the visitor and the tags.
      `CREATE TABLE searched_texts (
        key INTEGER PRIMARY KEY,
        room TEXT NOT NULL,
        note TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT`,
      "CREATE UNIQUE INDEX searched_texts_by_room ON searched_texts (room, note)",
      // Terms of the analyser, as in the message index. With `secure-delete`, the words of a deleted row leave the blocks at once: it needs the
      // terms beside them, which is little here (https://sqlite.org/fts5.html#the_secure_delete_configuration_option).
      `CREATE VIRTUAL TABLE searched_terms USING fts5 (
         words, written, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
       )`,
      "INSERT INTO searched_terms (searched_terms, rank) VALUES ('secure-delete', 1)",
    ],
  },
  {
    name: "004-promises",
    up: [
      // `widget`: null until it is known, empty if it was deleted. `since`: since when the visitor waits for an answer of a person. `spent`: the
      // open time of this wait before the clock was last paused; `runs`: since when it runs again.
      "ALTER TABLE conversations ADD COLUMN widget TEXT",
      "ALTER TABLE conversations ADD COLUMN since INTEGER",
      "ALTER TABLE conversations ADD COLUMN spent INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE conversations ADD COLUMN runs INTEGER",
      "ALTER TABLE conversations ADD COLUMN due_at INTEGER",
      "ALTER TABLE conversations ADD COLUMN late_at INTEGER",
      `UPDATE conversations SET since = CASE
         WHEN state = 'waiting' THEN requested_at
         WHEN state = 'person' AND visitor_at > person_at THEN visitor_at END`,
      "UPDATE conversations SET runs = since",
      "CREATE INDEX conversations_by_due ON conversations (due_at) WHERE due_at IS NOT NULL",
      "CREATE INDEX conversations_by_widget ON conversations (widget)",
      "CREATE TABLE terms (widget TEXT PRIMARY KEY, terms TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ],
  },
  {
    name: "005-canned",
    up: [
      // `shortcut_key`: as it is compared; null for none.
      `CREATE TABLE canned (
        id TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,
        title TEXT NOT NULL,
        shortcut TEXT NOT NULL,
        shortcut_key TEXT UNIQUE,
        text TEXT NOT NULL,
        language TEXT,
        changed_by TEXT NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
    ],
  },
];
