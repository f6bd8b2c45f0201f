import { DatabaseSync } from "node:sqlite";

/** Creates a database in memory from a dump of `dumpDatabase`. */
export function restoreDatabase(dump: string): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  // A dump writes to the internal tables of a full-text index.
  database.enableDefensive(false);
  database.exec(`BEGIN; ${dump} COMMIT;`);
  return database;
}
