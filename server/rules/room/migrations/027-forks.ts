/** Versions of prompts, and the branches that begin with them. */
export const forks = [
  // The branch that the room shows, and how many there are beside the first.
  "ALTER TABLE room ADD COLUMN branch INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE room ADD COLUMN branches INTEGER NOT NULL DEFAULT 0",

  // `branch`: the seq of the message that began it; 0 is the first one. `forked`: the first version of this prompt; null if there is no other.
  "ALTER TABLE messages ADD COLUMN branch INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE messages ADD COLUMN forked INTEGER",
  "CREATE INDEX messages_of_branches ON messages (branch)",

  // Of an answer that takes the place of an earlier one: the seq of the first answer in that place.
  "ALTER TABLE messages ADD COLUMN place INTEGER",
  `UPDATE messages SET place = (SELECT anchor FROM turns WHERE answer = messages.seq)
   WHERE seq IN (SELECT answer FROM turns WHERE anchor < answer)`,
  "CREATE INDEX later_answers ON messages (branch, place) WHERE place IS NOT NULL",

  // A branch goes on from the messages of `parent` before `before`.
  `CREATE TABLE branches (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL,
    before INTEGER NOT NULL
  )`,

  // `prompt`: the first version. `versions`: a JSON array of all of them, so that a page reads one row for a prompt, however many it has.
  "CREATE TABLE forks (prompt INTEGER PRIMARY KEY, versions TEXT NOT NULL)",

  "ALTER TABLE summaries ADD COLUMN branch INTEGER NOT NULL DEFAULT 0",
  "CREATE INDEX summaries_of_branches ON summaries (branch)",

  // Two versions of a prompt have the same files.
  "CREATE INDEX attachments_by_object ON attachments (object)",
];
