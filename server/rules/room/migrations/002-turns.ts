/** The AI in the room: turns, the floor, what is kept from models, and what moderation hides. */
export const turns = [
  // Who holds the floor (null: agents may speak), and how often it was taken: a turn of before cannot speak any more.
  "ALTER TABLE room ADD COLUMN floor_by TEXT",
  "ALTER TABLE room ADD COLUMN floor INTEGER NOT NULL DEFAULT 0",

  // The share link that someone came by, as long as nothing else keeps them here.
  "ALTER TABLE members ADD COLUMN share TEXT",

  // `turn`: the one that made this message. `ended`: seq of that turn's end; from then on it counts as unread.
  "ALTER TABLE messages ADD COLUMN ai TEXT",
  "ALTER TABLE messages ADD COLUMN moderation TEXT",
  "ALTER TABLE messages ADD COLUMN turn TEXT",
  "ALTER TABLE messages ADD COLUMN ended INTEGER",
  "CREATE INDEX answers_by_end ON messages (ended) WHERE ended IS NOT NULL",

  // `text` is what a running attempt has said; at the end it moves to the message. `answer`: seq of that message.
  // `late`: what a stopped
  // attempt said of its usage when everyone had been told of the end. `resting`: waits until
  // `lease` before its next attempt. Siblings share an `anchor`: the answer of the first of them.
  `CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    asker TEXT NOT NULL,
    prompts TEXT NOT NULL,
    state TEXT NOT NULL,
    place REAL NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    lease INTEGER NOT NULL DEFAULT 0,
    resting INTEGER NOT NULL DEFAULT 0,
    floor INTEGER NOT NULL,
    answer INTEGER,
    anchor INTEGER,
    chosen INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    reason TEXT,
    stopped_by TEXT,
    ended_at INTEGER,
    hash TEXT,
    length INTEGER,
    usage TEXT,
    late TEXT
  ) WITHOUT ROWID`,
  "CREATE INDEX open_turns ON turns (place) WHERE state IN ('queued', 'running')",
  "CREATE INDEX turns_by_answer ON turns (answer) WHERE answer IS NOT NULL",
  "CREATE INDEX siblings ON turns (anchor, answer) WHERE anchor IS NOT NULL",
  `CREATE TABLE turn_prompts (
    prompt INTEGER NOT NULL,
    turn TEXT NOT NULL,
    PRIMARY KEY (prompt, turn)
  ) WITHOUT ROWID`,

  // Asked when someone stops what has left the queue already.
  `CREATE INDEX turns_gone ON events (data ->> 'turn') WHERE type IN ('turn.dropped', 'turn.merged')`,

  // What the model was given for the newest attempt. The summary stands apart, so that deleting finds it.
  `CREATE TABLE receipts (
    turn TEXT PRIMARY KEY,
    receipt TEXT NOT NULL,
    summary TEXT,
    up_to INTEGER
  ) WITHOUT ROWID`,
  "CREATE INDEX receipts_with_summary ON receipts (up_to) WHERE summary IS NOT NULL",
  "CREATE TABLE summaries (up_to INTEGER PRIMARY KEY, text TEXT NOT NULL)",

  // Text that moderation hides until someone decides.
  "CREATE TABLE held (target INTEGER PRIMARY KEY, text TEXT NOT NULL)",
];
