/** What messages took from their authors' drafts, until the authors' inboxes know. */
export const drafts = [
  `CREATE TABLE spent_drafts (
    user TEXT NOT NULL,
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (user, seq)
  ) WITHOUT ROWID`,
];
