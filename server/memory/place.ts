import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";

/** Whose facts: of one person in one organization, of one room, or of the organization. */
export type MemoryPlace = { organization: OrganizationId } & (
  | { scope: "person"; owner: UserId }
  | { scope: "room"; owner: RoomId }
  | { scope: "organization"; owner: OrganizationId }
);

export const ofPerson = (organization: OrganizationId, owner: UserId): MemoryPlace => ({
  organization,
  scope: "person",
  owner,
});

export const ofRoom = (organization: OrganizationId, owner: RoomId): MemoryPlace => ({
  organization,
  scope: "room",
  owner,
});

export const ofOrganization = (organization: OrganizationId): MemoryPlace => ({
  organization,
  scope: "organization",
  owner: organization,
});

/** The column `place`. The trigger `members_forget` (migration 0026) writes the key of a person too. */
export function placeKey({ organization, scope, owner }: MemoryPlace): string {
  return scope === "person" ? `${organization}/${owner}` : owner;
}
