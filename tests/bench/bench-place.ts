import type { LibraryId, OrganizationId } from "../../shared/ids.ts";

/** Whose library is filled and asked. */
export interface BenchPlace {
  organization: OrganizationId;
  library: LibraryId;
}
