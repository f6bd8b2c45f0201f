/** Documents that were deleted. The index accepts no writes for them, also from workflows that still run. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Means all documents: the library was deleted. */
const ALL = "*";

export function markDeleted(store: SqlStore, document: DocumentId): void {
  store.run("INSERT OR IGNORE INTO deleted_documents (document) VALUES (?)", document);
}

export function markAllDeleted(store: SqlStore): void {
  store.run("DELETE FROM deleted_documents");
  store.run("INSERT INTO deleted_documents (document) VALUES (?)", ALL);
}

export function isMarkedDeleted(store: SqlStore, document: DocumentId): boolean {
  return (
    store.first("SELECT document FROM deleted_documents WHERE document IN (?, ?)", document, ALL) !== null
  );
}
