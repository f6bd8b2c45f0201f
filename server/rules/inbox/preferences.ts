/** A person's preferences for all their rooms, stored as a row. Pure over the SQL port. */
import type { Preferences } from "../../../shared/protocol/frames.ts";
import type { SqlStore } from "../../storage/sql.ts";

export function setPreferences(store: SqlStore, { privateReading }: Preferences): void {
  store.run(
    "INSERT OR REPLACE INTO preferences (only_row, private_reading) VALUES (1, ?)",
    privateReading === true ? 1 : 0,
  );
}

/** Returns only values that differ from the default. */
export function readPreferences(store: SqlStore): Preferences {
  const row = store.first<{ on: number }>('SELECT private_reading AS "on" FROM preferences');
  return row?.on === 1 ? { privateReading: true } : {};
}

/** The person has left the organization. */
export function dropPreferences(store: SqlStore): void {
  store.run("DELETE FROM preferences");
}
