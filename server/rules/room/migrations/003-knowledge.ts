/** Answers from documents. */
export const knowledge = [
  // What the answer cites, known at its end: JSON, or null where no library was searched. `libraries`: those whose passages
  // the model was given, a JSON array; whoever may not read one of them is not shown the answer.
  "ALTER TABLE turns ADD COLUMN citations TEXT",
  "ALTER TABLE turns ADD COLUMN libraries TEXT",
  // Since which seq somebody is a member this time.
  "ALTER TABLE members ADD COLUMN joined INTEGER NOT NULL DEFAULT 0",
  "CREATE INDEX answers_from_libraries ON turns (answer) WHERE libraries IS NOT NULL",
];
