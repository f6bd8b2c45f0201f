import type { Reader } from "../knowledge/libraries/libraries.ts";
import type { Entered } from "./access.ts";

/** The reader of a request. Every library and document is loaded through it. */
export const readerOf = ({ principal, organization }: Entered["organization"]): Reader => ({
  organization: organization.id,
  user: principal.user,
  scopes: principal.scopes,
});
