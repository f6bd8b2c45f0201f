import { paths, type OrganizationSummary } from "../../../shared/api.ts";
import { addressForMe } from "./http.ts";

/** The address of an organization's picture; undefined if there is none. */
export function organizationPicture({ id, picture }: OrganizationSummary): string | undefined {
  return picture === undefined ? undefined : addressForMe(`${paths.organizationPicture(id)}?v=${picture}`);
}
