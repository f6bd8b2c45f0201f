import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How long to wait for a workerd that is just ending, ms. */
const WAIT_MS = 5_000;

/** All databases of a data folder: rooms, inboxes, meters, indexes, D1, and those of files and the cache. */
export function databasesIn(data: string): string[] {
  const folder = join(data, "v3");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sqlite"))
    .map((path) => join(folder, path))
    .sort();
}

/**
 * Moves what is only in the `-wal` files into the databases, and deletes those files, so that a copy of a `.sqlite` file alone is whole.
 * Call it when workerd has ended. A database that cannot be written stays as it is, with its `-wal`: nothing is lost.
 */
export function checkpoint(data: string): void {
  for (const path of databasesIn(data)) {
    if (!hasWal(path)) continue;
    try {
      const database = new DatabaseSync(path, { timeout: WAIT_MS });
      try {
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      } finally {
        database.close();
      }
    } catch (error) {
      process.stderr.write(`${path} was not checkpointed: ${String(error)}\n`);
    }
  }
}

function hasWal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
