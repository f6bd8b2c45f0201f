import type { OrganizationId, UserId } from "../../shared/ids.ts";

/** The name of a person's inbox object in one organization. */
export function inboxName(organization: OrganizationId, user: UserId): string {
  return `${organization}:${user}`;
}
