import type { Role } from "../../../../shared/permissions.ts";

/** The name of a role, alone and within a sentence. */
export const roleNames: Record<Role, { name: string; article: string }> = {
  owner: { name: "Owner", article: "an owner" },
  admin: { name: "Admin", article: "an admin" },
  member: { name: "Member", article: "a member" },
  viewer: { name: "Viewer", article: "a viewer" },
  visitor: { name: "Visitor", article: "a visitor" },
};
