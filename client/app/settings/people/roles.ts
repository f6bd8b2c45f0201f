import type { OrganizationRole } from "../../../../shared/api.ts";

export const ROLES: readonly OrganizationRole[] = ["owner", "admin", "member"];

export const roleWords: Record<OrganizationRole, { name: string; may: string }> = {
  owner: { name: "Owner", may: "Manages people, AI and usage. Can transfer and delete the organization." },
  admin: { name: "Admin", may: "Manages people, AI and usage." },
  member: { name: "Member", may: "Takes part in conversations and invites members." },
};
