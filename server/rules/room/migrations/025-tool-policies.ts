/** Who has to allow the calls of a tool, and what people have decided. */
export const toolPolicies = [
  // `used`: 1 once a call was allowed under the policy `once`. A row is written anew whenever somebody sets the policy.
  `CREATE TABLE tool_policies (
    tool TEXT PRIMARY KEY,
    policy TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID`,

  // A `CallDecision` as JSON. It stands with the call, so that it is deleted with it.
  "ALTER TABLE turn_steps ADD COLUMN decision TEXT",
];
