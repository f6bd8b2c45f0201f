/** Tables, columns and event types get the words of `docs/glossary.md`. */
export const plainNames = [
  "ALTER TABLE room RENAME COLUMN floor_by TO takeover_by",
  "ALTER TABLE room RENAME COLUMN floor TO takeovers",
  "ALTER TABLE turns RENAME COLUMN floor TO takeovers",
  "UPDATE events SET type = 'takeover.begun' WHERE type = 'floor.taken'",
  "UPDATE events SET type = 'takeover.ended' WHERE type = 'floor.returned'",

  "ALTER TABLE held RENAME TO held_messages",
  "ALTER TABLE receipts RENAME TO context_receipts",
  "ALTER TABLE spent_drafts RENAME TO consumed_drafts",
  "ALTER TABLE stray_objects RENAME TO orphan_objects",

  // Why a message was not given to the model. Inside a JSON string the quotes would be escaped, so this finds the field alone.
  `UPDATE context_receipts SET receipt = replace(receipt, '"reason":"withheld"', '"reason":"excluded"')`,
];
