/** Documents that a library's index looks after: noted before anything is begun, so that no crash leaves it half done. */
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** So many are recovered by one alarm. */
const MOST_AT_ONCE = 20;

export interface Care {
  key: DocumentKey;
  /** When to look. Milliseconds since 1970. */
  due: number;
}

export function createCareTables(store: SqlStore): void {
  // A document may be due several times: what one look finds says nothing of what another was noted for.
  store.run(
    "CREATE TABLE IF NOT EXISTS care (document TEXT, due INTEGER, key TEXT NOT NULL, PRIMARY KEY (due, document)) STRICT",
  );
}

export function addCare(store: SqlStore, { key, due }: Care): void {
  store.run(
    "INSERT OR IGNORE INTO care (document, due, key) VALUES (?, ?, ?)",
    key.document,
    due,
    JSON.stringify(key),
  );
}

export function finishCare(store: SqlStore, { key, due }: Care): void {
  store.run("DELETE FROM care WHERE due = ? AND document = ?", due, key.document);
}

export function dueCare(store: SqlStore, now: number): Care[] {
  return store
    .all<{ key: string; due: number }>(
      "SELECT key, due FROM care WHERE due <= ? ORDER BY due LIMIT ?",
      now,
      MOST_AT_ONCE,
    )
    .map(({ key, due }) => ({ key: JSON.parse(key), due }));
}

export function nextCare(store: SqlStore): number | null {
  return store.first<{ due: number | null }>("SELECT min(due) AS due FROM care")?.due ?? null;
}
