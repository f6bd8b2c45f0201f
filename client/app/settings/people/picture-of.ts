import { accountPaths } from "../../../../shared/account.ts";
import type { MemberDetails } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { addressForMe } from "../../../parts/lib/http.ts";

/** The address of a person's picture; undefined if there is none. */
export function pictureOf(
  organization: OrganizationId,
  { id, picture }: Pick<MemberDetails, "id" | "picture">,
): string | undefined {
  return picture === undefined ? undefined : addressForMe(accountPaths.pictureOf(organization, id, picture));
}
