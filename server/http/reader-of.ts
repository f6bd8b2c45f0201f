import type { Reader } from "../knowledge/libraries/libraries.ts";
import type { Entered } from "./access.ts";

/** Who reads: every library and document is loaded through this. */
export const readerOf = ({ principal, organization }: Entered["organization"]): Reader => ({
  organization: organization.id,
  user: principal.user,
  scopes: principal.scopes,
});
