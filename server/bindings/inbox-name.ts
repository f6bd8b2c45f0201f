import { isOrganizationId, isUserId, type OrganizationId, type UserId } from "../../shared/ids.ts";

/** The name of a person's inbox object in one organization. */
export function inboxName(organization: OrganizationId, user: UserId): string {
  return `${organization}:${user}`;
}

/** The organization and person in the name of an inbox object. */
export function ownerOf(name: string): { organization: OrganizationId; user: UserId } {
  const [organization, user] = name.split(":");
  if (!isOrganizationId(organization) || !isUserId(user)) throw new Error("an inbox without a person");
  return { organization, user };
}
