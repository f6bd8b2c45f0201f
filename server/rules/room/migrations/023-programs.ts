/** What programs bring along with their messages. */
export const programs = [
  // A `Program` as JSON. A row of its own, because turns are read far more often than these. It is deleted with the messages of its turn.
  "CREATE TABLE turn_programs (turn TEXT PRIMARY KEY, program TEXT NOT NULL)",
  // For the turns that begin when the message is released.
  "ALTER TABLE held_messages ADD COLUMN program TEXT",
];
