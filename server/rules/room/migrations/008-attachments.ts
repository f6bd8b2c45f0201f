/** Files of messages. Their bytes are objects elsewhere; what is here alone says which of them anybody may have. */
export const attachments = [
  // What is told of them (JSON): as long as the message shows anything.
  "ALTER TABLE messages ADD COLUMN attachments TEXT",

  // `message` is the seq of the one that took it, null while it waits for one; `place` its place there.
  `CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    uploader TEXT NOT NULL,
    object TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    uploaded_at INTEGER NOT NULL,
    message INTEGER,
    place INTEGER
  ) WITHOUT ROWID`,
  "CREATE INDEX waiting_attachments ON attachments (uploader, uploaded_at) WHERE message IS NULL",
  "CREATE INDEX attachments_of_messages ON attachments (message, place) WHERE message IS NOT NULL",

  // Objects that belong to no attachment: uploads under way, and what is over. At `due` they are deleted.
  `CREATE TABLE stray_objects (
    object TEXT PRIMARY KEY,
    uploader TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    due INTEGER NOT NULL
  ) WITHOUT ROWID`,
];
