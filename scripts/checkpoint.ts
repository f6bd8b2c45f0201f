import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How long to wait in all for a workerd that is just ending, ms. */
const WAIT_MS = 5_000;
const POLL_MS = 10;

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
 * Call it when workerd is ending: it waits until workerd has let go of each database. A database that cannot be written stays as it is,
 * with its `-wal`: nothing is lost.
 */
export function checkpoint(data: string): void {
  const until = Date.now() + WAIT_MS;
  for (const path of databasesIn(data)) {
    try {
      while (existsSync(`${path}-wal`)) {
        moveIntoDatabase(path);
        // SQLite deletes the file when the last process closes the database.
        if (Date.now() > until) break;
        if (existsSync(`${path}-wal`)) sleep(POLL_MS);
      }
    } catch (error) {
      process.stderr.write(`${path} was not checkpointed: ${String(error)}\n`);
    }
  }
}

function moveIntoDatabase(path: string): void {
  const database = new DatabaseSync(path, { timeout: WAIT_MS });
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
}

/** Blocks: the process is ending, and runs nothing else. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
