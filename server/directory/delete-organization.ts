/** The rows of an organization that is being deleted. `objects/meter/deletion.ts` deletes what they name. */
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { LibraryId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import {
  agents,
  apiKeys,
  chatHistories,
  deadNotices,
  documents,
  formerMembers,
  handles,
  invitationUses,
  invitations,
  libraries,
  members,
  memories,
  noticeListeners,
  organizationAi,
  organizations,
  revocations,
  roomMembers,
  rooms,
  services,
  shareOpenings,
  shares,
  tickets,
} from "./schema.ts";
import { deleteAccountOfService } from "./services.ts";
import { deleteIncomingOf } from "./incoming-webhooks.ts";
import { deleteMcpServersOf } from "./mcp-servers.ts";
import { deleteWidgetsOf } from "./widgets.ts";

/**
 * Ends everybody's membership, in one transaction: from then on no request finds the organization. Who was a member is kept until their
 * inboxes are deleted. False if the person is no owner, or the name is not the organization's.
 */
export async function markOrganizationDeleted(
  directory: Directory,
  { organization, by, name }: { organization: OrganizationId; by: UserId; name: string },
  now: number,
): Promise<boolean> {
  const isDeleted = sql`EXISTS (SELECT 1 FROM organizations AS o WHERE o.id = ${organization} AND o.deleted_at IS NOT NULL)`;
  const [marked] = await directory.batch([
    directory
      .update(organizations)
      .set({ deletedAt: now })
      .where(
        and(
          eq(organizations.id, organization),
          eq(organizations.name, name),
          isNull(organizations.deletedAt),
          sql`EXISTS (SELECT 1 FROM members AS m WHERE m.organization = ${organization} AND m.user = ${by} AND m.role = 'owner')`,
        ),
      )
      .returning({ id: organizations.id }),
    directory
      .insert(formerMembers)
      .select(
        sql`SELECT organization, user, ${now}, ${by} FROM members WHERE organization = ${organization} AND ${isDeleted}`,
      )
      .onConflictDoNothing(),
    directory.delete(members).where(and(eq(members.organization, organization), isDeleted)),
    // A trigger has written one for each member. They are not needed: every room and every inbox is deleted.
    directory.delete(revocations).where(and(eq(revocations.organization, organization), isDeleted)),
    directory.delete(tickets).where(and(eq(tickets.organization, organization), isDeleted)),
  ]);
  return marked.length > 0;
}

/** Organizations whose deletion has not ended. */
export async function listDeleted(directory: Directory): Promise<{ id: OrganizationId }[]> {
  return directory
    .select({ id: organizations.id })
    .from(organizations)
    .where(isNotNull(organizations.deletedAt))
    .limit(50);
}

export async function findDeletedAt(
  directory: Directory,
  organization: OrganizationId,
): Promise<number | null> {
  const [found] = await directory
    .select({ deletedAt: organizations.deletedAt })
    .from(organizations)
    .where(eq(organizations.id, organization));
  return found?.deletedAt ?? null;
}

/** In random order: one that cannot be deleted now must not stop the others for ever. */
const ANY_ORDER = sql`random()`;

export async function listRoomsOf(
  directory: Directory,
  organization: OrganizationId,
  most: number,
): Promise<RoomId[]> {
  const rows = await directory
    .select({ id: rooms.id })
    .from(rooms)
    .where(eq(rooms.organization, organization))
    .orderBy(ANY_ORDER)
    .limit(most);
  return rows.map(({ id }) => id);
}

export async function deleteRoomRows(directory: Directory, room: RoomId): Promise<void> {
  const ofRoom = directory.select({ id: shares.id }).from(shares).where(eq(shares.room, room));
  await directory.batch([
    directory.delete(shareOpenings).where(inArray(shareOpenings.share, ofRoom)),
    directory.delete(shares).where(eq(shares.room, room)),
    directory.delete(chatHistories).where(eq(chatHistories.room, room)),
    directory.delete(memories).where(eq(memories.place, room)),
    directory.delete(roomMembers).where(eq(roomMembers.room, room)),
    directory.delete(rooms).where(eq(rooms.id, room)),
  ]);
}

export async function listFormerMembers(
  directory: Directory,
  organization: OrganizationId,
  most: number,
): Promise<UserId[]> {
  const rows = await directory
    .select({ user: formerMembers.user })
    .from(formerMembers)
    .where(eq(formerMembers.organization, organization))
    .orderBy(ANY_ORDER)
    .limit(most);
  return rows.map(({ user }) => user);
}

export async function deleteFormerMember(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
): Promise<void> {
  await directory.batch([
    deleteAccountOfService(directory, user),
    directory
      .delete(noticeListeners)
      .where(and(eq(noticeListeners.organization, organization), eq(noticeListeners.user, user))),
    directory
      .delete(deadNotices)
      .where(and(eq(deadNotices.organization, organization), eq(deadNotices.user, user))),
    directory
      .delete(formerMembers)
      .where(and(eq(formerMembers.organization, organization), eq(formerMembers.user, user))),
  ]);
}

/** Libraries are deleted as by a person: their rows are empty (`name`) when nothing of them is left. */
export async function markLibrariesDeleted(
  directory: Directory,
  organization: OrganizationId,
  now: number,
): Promise<void> {
  await directory
    .update(libraries)
    .set({ deletedAt: now })
    .where(and(eq(libraries.organization, organization), isNull(libraries.deletedAt)));
}

export async function listLibrariesOf(
  directory: Directory,
  organization: OrganizationId,
  most: number,
): Promise<LibraryId[]> {
  const rows = await directory
    .select({ id: libraries.id })
    .from(libraries)
    .where(and(eq(libraries.organization, organization), sql`${libraries.name} <> ''`))
    .orderBy(ANY_ORDER)
    .limit(most);
  return rows.map(({ id }) => id);
}

/** The last rows, when no object and no file of the organization is left. */
export async function deleteOrganizationRows(
  directory: Directory,
  organization: OrganizationId,
): Promise<void> {
  const links = directory
    .select({ tokenHash: invitations.tokenHash })
    .from(invitations)
    .where(eq(invitations.organization, organization));
  await directory.batch([
    directory.delete(invitationUses).where(inArray(invitationUses.invitation, links)),
    directory.delete(invitations).where(eq(invitations.organization, organization)),
    directory.delete(documents).where(eq(documents.organization, organization)),
    directory.delete(libraries).where(eq(libraries.organization, organization)),
    directory.delete(agents).where(eq(agents.organization, organization)),
    directory.delete(memories).where(eq(memories.organization, organization)),
    directory.delete(organizationAi).where(eq(organizationAi.organization, organization)),
    ...deleteWidgetsOf(directory, organization),
    deleteIncomingOf(directory, organization),
    ...deleteMcpServersOf(directory, organization),
    directory.delete(apiKeys).where(eq(apiKeys.organization, organization)),
    directory.delete(services).where(eq(services.organization, organization)),
    directory.delete(handles).where(eq(handles.organization, organization)),
    directory.delete(tickets).where(eq(tickets.organization, organization)),
    // A trigger has written one for each agent.
    directory.delete(revocations).where(eq(revocations.organization, organization)),
    directory.delete(organizations).where(eq(organizations.id, organization)),
  ]);
}
