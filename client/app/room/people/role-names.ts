import type { Role } from "../../../../shared/permissions.ts";

/** How a role is called on its own, and in a sentence. */
export const roleNames: Record<Role, { name: string; article: string }> = {
  owner: { name: "Owner", article: "an owner" },
  admin: { name: "Admin", article: "an admin" },
  member: { name: "Member", article: "a member" },
  viewer: { name: "Viewer", article: "a viewer" },
  visitor: { name: "Visitor", article: "a visitor" },
};
