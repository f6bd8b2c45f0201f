/** The log and what it makes. Content of a message stands in `messages` and `versions` only, so that deleting finds it. */
export const room = [
  `CREATE TABLE room (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    epoch TEXT NOT NULL,
    generation TEXT NOT NULL,
    head INTEGER NOT NULL
  )`,

  // Its seq is the primary key: catching up and paging are range reads of exactly the rows that are shown.
  `CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    mentions TEXT,
    reply_to INTEGER,
    waited INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    edited_at INTEGER,
    deleted_at INTEGER
  )`,
  "CREATE UNIQUE INDEX messages_by_id ON messages (author, id)",

  // What an edited message said before.
  `CREATE TABLE versions (
    target INTEGER NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (target, version)
  ) WITHOUT ROWID`,

  // Every event but the sending of a message. `target` is the message it changes; notices have none.
  `CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    type TEXT NOT NULL,
    target INTEGER,
    data TEXT NOT NULL
  )`,
  "CREATE INDEX notices ON events (seq) WHERE target IS NULL",
  "CREATE INDEX edits ON events (target) WHERE type = 'message.edited'",

  // `kind_since`: seq at which this emoji came to the message, the order in which kinds are shown.
  `CREATE TABLE reactions (
    target INTEGER NOT NULL,
    emoji TEXT NOT NULL,
    user TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind_since INTEGER NOT NULL,
    PRIMARY KEY (target, emoji, user)
  ) WITHOUT ROWID`,

  // Who was mentioned or answered where.
  `CREATE TABLE mentions (
    user TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (user, seq)
  ) WITHOUT ROWID`,

  // Everyone who ever was a member; `role` is null for those who are none any more.
  `CREATE TABLE members (
    user TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT,
    delivered INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID`,

  // What must happen later is a row here before it is anything else.
  `CREATE TABLE schedule (
    task TEXT NOT NULL,
    key TEXT NOT NULL,
    due INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    asked INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (task, key)
  ) WITHOUT ROWID`,
];
