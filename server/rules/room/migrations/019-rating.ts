/** What the visitor thought of a conversation that was closed. */
export const rating = [
  // While it is closed: who had answered. Null if nobody had.
  "ALTER TABLE room ADD COLUMN closed_served_by TEXT",
  // A `Rating` as JSON; null until the visitor has rated.
  "ALTER TABLE room ADD COLUMN rating TEXT",
];
