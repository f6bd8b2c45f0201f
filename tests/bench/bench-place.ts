import type { LibraryId, OrganizationId } from "../../shared/ids.ts";

/** The library that is filled and searched. */
export interface BenchPlace {
  organization: OrganizationId;
  library: LibraryId;
}
