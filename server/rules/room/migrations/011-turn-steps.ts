/** What agents do on the way to their answers. */
export const turnSteps = [
  // Of reasoning the text; of a call all after it. `said`: how long the answer's text was when the step began, UTF-16 units; the text
  // itself stands in the turn and later in the message. `ok` and `result`: once the call is done.
  `CREATE TABLE turn_steps (
    turn TEXT NOT NULL,
    number INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    type TEXT NOT NULL,
    text TEXT,
    state TEXT,
    tool TEXT,
    args TEXT,
    ok INTEGER,
    result TEXT,
    said INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (turn, number)
  ) WITHOUT ROWID`,

  // Attempts that a decision has begun: the others after the first were begun because one failed.
  "ALTER TABLE turns ADD COLUMN resumed INTEGER NOT NULL DEFAULT 0",

  // A turn that waits for a decision is open too.
  "DROP INDEX open_turns",
  "CREATE INDEX open_turns ON turns (place) WHERE state IN ('queued', 'running', 'waiting')",
];
