/** The topic, who may write, who may join, and pinned messages. */
export const roomLife = [
  "ALTER TABLE room ADD COLUMN topic TEXT NOT NULL DEFAULT ''",
  // A `Posting`.
  "ALTER TABLE room ADD COLUMN posting TEXT NOT NULL DEFAULT 'everyone'",
  // 1: everyone of the organization finds and joins it.
  "ALTER TABLE room ADD COLUMN is_public INTEGER NOT NULL DEFAULT 0",
  // In the order of `position`. A pin between two others gets a number between theirs.
  "CREATE TABLE pins (target INTEGER PRIMARY KEY, position REAL NOT NULL)",
  "CREATE INDEX pins_in_order ON pins (position)",
];
