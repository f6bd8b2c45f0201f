/** What an answer has read, what people think of it, and what may be asked next. */
export const feedback = [
  `CREATE TABLE votes (
    answer INTEGER NOT NULL,
    user TEXT NOT NULL,
    vote TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (answer, user)
  ) WITHOUT ROWID`,
  // JSON: numbers of documents and messages that the model was given.
  "ALTER TABLE turns ADD COLUMN given TEXT",
  // A JSON array of questions.
  "ALTER TABLE turns ADD COLUMN follow_ups TEXT",
];
