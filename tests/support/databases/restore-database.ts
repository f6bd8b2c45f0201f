import { DatabaseSync } from "node:sqlite";

/** A database in memory, made by a dump of `dumpDatabase`. */
export function restoreDatabase(dump: string): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  // A dump writes into the tables that a full text is stored in.
  database.enableDefensive(false);
  database.exec(`BEGIN; ${dump} COMMIT;`);
  return database;
}
