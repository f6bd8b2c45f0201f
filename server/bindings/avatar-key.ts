import type { OrganizationId, UserId } from "../../shared/ids.ts";

/** The key of the bytes of a person's picture. The server chooses `version` at random. */
export function avatarKey(user: UserId, version: string): string {
  return `people/${user}/${version}`;
}

/** The key of the bytes of an organization's picture. It is deleted with the organization's other files. */
export function organizationPictureKey(organization: OrganizationId, version: string): string {
  return `${organization}/picture/${version}`;
}
