import type { DocumentId, LibraryId, OrganizationId } from "../../shared/ids.ts";

/** Identifies a document in D1, R2, the library's index object and the workflow. */
export interface DocumentKey {
  organization: OrganizationId;
  library: LibraryId;
  document: DocumentId;
}
