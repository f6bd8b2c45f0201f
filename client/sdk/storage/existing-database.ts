/** What is done to a database of `openIndexedDbStorage` without opening it as a storage, after its person has signed out. */
import { openDB, type IDBPDatabase } from "idb";
import type { Schema } from "./database.ts";

/** Runs `work` on the database with this name. Rejects if there is none, and does not create it. */
async function withDatabase<Value>(
  name: string,
  work: (db: IDBPDatabase<Schema>) => Promise<Value>,
): Promise<Value> {
  const db = await openDB<Schema>(name, undefined, {
    // The database does not exist, and opening it must not create it.
    upgrade(_, __, ___, transaction) {
      transaction.done.catch(() => undefined);
      transaction.abort();
    },
  });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** The messages that wait in this outbox. */
export const countEntries = (name: string): Promise<number> => withDatabase(name, (db) => db.count("outbox"));

/** Deletes drafts that are also stored in the inbox. The outbox stays. */
export function forgetStoredDrafts(name: string): Promise<void> {
  return withDatabase(name, async (db) => {
    const tables = ["drafts", "prompts"] as const;
    const transaction = db.transaction(tables, "readwrite");
    for (const table of tables) {
      const store = transaction.objectStore(table);
      const stored = (await store.getAll()).filter(({ unstored }) => !unstored);
      await Promise.all(stored.map(({ room }) => store.delete(room)));
    }
    await transaction.done;
  });
}
