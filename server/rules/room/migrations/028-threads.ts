/** Threads, who follows them, and how far they have read. */
export const threads = [
  // The first message of the thread to which it belongs. A reply that stands in the thread alone has the branch -thread.
  "ALTER TABLE messages ADD COLUMN thread INTEGER",
  "CREATE INDEX replies ON messages (thread) WHERE thread IS NOT NULL",
  "CREATE INDEX reply_ends ON messages (thread, ended) WHERE thread IS NOT NULL AND ended IS NOT NULL",

  // What the first message shows. `people`: a JSON array. `newest`: the seq of the last reply, or of the end of the last answer.
  `CREATE TABLE threads (
    root INTEGER PRIMARY KEY,
    count INTEGER NOT NULL DEFAULT 0,
    last INTEGER NOT NULL DEFAULT 0,
    people TEXT NOT NULL DEFAULT '[]',
    newest INTEGER NOT NULL DEFAULT 0
  )`,
  "CREATE INDEX threads_by_newest ON threads (newest)",

  // `follows`: 0 for who has stopped to follow it. `news`: 1 if something may be unread, so that nobody counts what is not.
  `CREATE TABLE thread_followers (
    root INTEGER NOT NULL,
    user TEXT NOT NULL,
    follows INTEGER NOT NULL,
    read INTEGER NOT NULL,
    news INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (root, user)
  ) WITHOUT ROWID`,
  "CREATE INDEX followed_threads ON thread_followers (user, root) WHERE follows = 1",
  "CREATE INDEX thread_news ON thread_followers (user, root) WHERE news = 1",

  // Up to here all threads are read. `thread_moves`: how often this person has changed what they follow or have read of threads.
  "ALTER TABLE members ADD COLUMN threads_read INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE members ADD COLUMN thread_moves INTEGER NOT NULL DEFAULT 0",
];
