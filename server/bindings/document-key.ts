import type { DocumentId, LibraryId, OrganizationId } from "../../shared/ids.ts";

/** Names a document across D1, R2, the library's object and the workflow. */
export interface DocumentKey {
  organization: OrganizationId;
  library: LibraryId;
  document: DocumentId;
}
