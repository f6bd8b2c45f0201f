import { and, eq, sql } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import {
  apiKeys,
  handles,
  invitations,
  members,
  organizations,
  renames,
  sessions,
  users,
  verifications,
} from "./schema.ts";

/** Organizations whose only owner this person is. */
export async function listOnlyOwned(directory: Directory, user: UserId): Promise<string[]> {
  const owned = await directory
    .select({ name: organizations.name })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organization))
    .where(and(eq(members.user, user), isOnlyOwner()));
  return owned.map(({ name }) => name);
}

/**
 * Deletes the account, its memberships and its sessions in one transaction; triggers write the revocations, which remove the person from rooms
 * and close sockets. Throws if the person has become the only owner of an organization meanwhile: the remaining membership refers to the
 * account.
 */
export async function deleteAccount(directory: Directory, user: UserId): Promise<void> {
  await directory.batch([
    directory.delete(members).where(and(eq(members.user, user), sql`NOT (${isOnlyOwner()})`)),
    directory.delete(handles).where(eq(handles.holder, user)),
    // Also links by which somebody has joined: nobody answers for them any more.
    directory.delete(invitations).where(eq(invitations.invitedBy, user)),
    directory.delete(renames).where(eq(renames.user, user)),
    directory.delete(verifications).where(eq(verifications.value, user)),
    directory.delete(sessions).where(eq(sessions.userId, user)),
    // They have ended with the memberships.
    directory.delete(apiKeys).where(eq(apiKeys.user, user)),
    // Its password, authenticator and links go with it.
    directory.delete(users).where(eq(users.id, user)),
  ]);
}

function isOnlyOwner() {
  return sql`${members.role} = 'owner' AND NOT EXISTS (SELECT 1 FROM members AS m
    WHERE m.organization = ${members.organization} AND m.role = 'owner' AND m.user <> ${members.user})`;
}

/** Whether the account is gone, so that nothing may keep its name. */
export async function isDeleted(directory: Directory, user: UserId): Promise<boolean> {
  const found = await directory.select({ id: users.id }).from(users).where(eq(users.id, user));
  return found.length === 0;
}
