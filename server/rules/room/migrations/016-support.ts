/** Conversations with visitors: who answers, and the visitor's place in line as the desk last told it. */
export const support = [
  // Since when the visitor waits for a person; null while they do not. Server clock, milliseconds.
  "ALTER TABLE room ADD COLUMN requested_at INTEGER",
  "ALTER TABLE room ADD COLUMN closed_at INTEGER",
  "ALTER TABLE room ADD COLUMN closed_by TEXT",
  // 1 if a person answered when it was closed: whoever comes back then waits for a person.
  "ALTER TABLE room ADD COLUMN closed_served INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE room ADD COLUMN line_place INTEGER",
  "ALTER TABLE room ADD COLUMN line_minutes INTEGER",
];
