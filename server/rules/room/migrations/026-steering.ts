/** Messages that steer an answer, what happens to prompts while an answer is running, and what a turn is expected to cost. */
export const steering = [
  // The answer that the message steers. Null for any other message.
  "ALTER TABLE messages ADD COLUMN steers INTEGER",
  "CREATE INDEX messages_by_steers ON messages (steers, seq) WHERE steers IS NOT NULL",

  // The message that a step of the type `steer` has taken in.
  "ALTER TABLE turn_steps ADD COLUMN message INTEGER",

  // A `PromptPolicy`.
  "ALTER TABLE room ADD COLUMN prompt_policy TEXT NOT NULL DEFAULT 'queue'",

  // Millionths of a US dollar. Null: unknown.
  "ALTER TABLE turns ADD COLUMN estimate INTEGER",

  "DROP INDEX turns_gone",
  `CREATE INDEX turns_gone ON events (data ->> 'turn') WHERE type IN ('turn.dropped', 'turn.merged', 'turn.steered')`,
];
