import type { OrganizationRole } from "../../../../shared/api.ts";

export const ROLES: readonly OrganizationRole[] = ["owner", "admin", "member"];

/** The entry that says what a role may do. */
export const mayOf = {
  owner: "ownerMay",
  admin: "adminMay",
  member: "memberMay",
} as const satisfies Record<OrganizationRole, string>;
