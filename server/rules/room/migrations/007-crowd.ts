/** In a crowd: up to which event those were told whom it concerned. No row: everyone has to be told. */
export const crowd = [
  "CREATE TABLE told (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), head INTEGER NOT NULL)",
];
