/** Messages that are tasks. */
export const tasks = [
  // A `Task` as JSON. Its title is the text. The other columns repeat a part of it for the indexes.
  "ALTER TABLE messages ADD COLUMN task TEXT",
  "ALTER TABLE messages ADD COLUMN task_state TEXT",
  "ALTER TABLE messages ADD COLUMN task_order TEXT",
  // When it was done or cancelled; null while it is open.
  "ALTER TABLE messages ADD COLUMN task_ended INTEGER",
  "CREATE INDEX tasks_by_order ON messages (task_order) WHERE task_order IS NOT NULL",
  "CREATE INDEX tasks_open ON messages (task_order) WHERE task_state = 'open'",
  "CREATE INDEX tasks_ended ON messages (task_ended, seq) WHERE task_ended IS NOT NULL",

  // The inboxes that have a task. `changed`: when it last became news for this inbox; `told`: up to where the inbox knows it. Both are heads.
  `CREATE TABLE task_owners (
    user TEXT NOT NULL,
    task INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user, task)
  ) WITHOUT ROWID`,
  "CREATE INDEX task_owners_by_task ON task_owners (task)",
  "CREATE INDEX task_news ON task_owners (user, task) WHERE changed > told",
];
