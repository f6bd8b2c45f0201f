import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";

/** What one instance of the workflow works on. */
export interface IngestParams {
  organization: OrganizationId;
  library: LibraryId;
  document: DocumentId;
  version: number;
  attempt: number;
}
