/** Answers that continue another one, which the model's limit has cut. */
export const continued = [
  // The message of the answer that the turn continues.
  "ALTER TABLE turns ADD COLUMN continues INTEGER",
  // How much of the turn's text it has taken over from there, UTF-16 units. No later attempt changes this part.
  "ALTER TABLE turns ADD COLUMN taken INTEGER NOT NULL DEFAULT 0",
];
