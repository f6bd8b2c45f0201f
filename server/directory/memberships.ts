/** The people of an organization as its owners and admins manage them. */
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { MemberDetails, OrganizationRole } from "../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import { ACTIVE_EVERY, MAX_TOLD_MEMBERS } from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { listHandles } from "./handles.ts";
import { hasOtherOwner } from "./people.ts";
import { invitations, members, organizations, sessions, users } from "./schema.ts";

export async function listMembers(
  directory: Directory,
  organization: OrganizationId,
): Promise<MemberDetails[]> {
  const handles = new Map((await listHandles(directory, organization)).map((each) => [each.id, each]));
  const rows = await directory
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: members.role,
      joinedAt: members.joinedAt,
      activeAt: members.activeAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .where(eq(members.organization, organization))
    .orderBy(asc(users.name), asc(users.id));
  return rows.map((row) => ({
    ...row,
    ...(handles.get(row.id) ?? { handle: "", sharesName: false }),
  }));
}

interface Named {
  organization: OrganizationId;
  user: UserId;
}

const isMember = ({ organization, user }: Named) =>
  and(eq(members.organization, organization), eq(members.user, user));

/**
 * Changes the role that the person had when the right to change it was checked. Links of theirs that invite as more than their new role
 * are revoked in the same transaction. `changed`: another request was faster.
 */
export async function changeRole(
  directory: Directory,
  who: Named,
  { from, to, by }: { from: OrganizationRole; to: OrganizationRole; by: Actor },
  now: number,
): Promise<"done" | "lastOwner" | "changed"> {
  const isFree =
    from === "owner" && to !== "owner" ? hasOtherOwner(directory, who.organization, who.user) : undefined;
  const [changed] = await directory.batch([
    directory
      .update(members)
      .set({ role: to })
      .where(and(isMember(who), eq(members.role, from), isFree, stillHasRole(who.organization, by)))
      .returning({ user: members.user }),
    revokeAdminLinks(directory, who, now),
  ]);
  if (changed.length > 0) return "done";
  const [found] = await directory
    .select({ role: members.role, isFree: isFree ?? sql`1` })
    .from(members)
    .where(isMember(who));
  return found?.role === from && !found.isFree ? "lastOwner" : "changed";
}

/** Who changes something, with the role that allowed it. */
export interface Actor {
  user: UserId;
  role: OrganizationRole;
}

/** A condition: nobody has changed the actor's role since it was checked. */
function stillHasRole(organization: OrganizationId, { user, role }: Actor) {
  return sql`EXISTS (SELECT 1 FROM members AS a WHERE a.organization = ${organization} AND a.user = ${user} AND a.role = ${role})`;
}

/** For who is a member only: links to become admin that the person made before. */
function revokeAdminLinks(directory: Directory, { organization, user }: Named, now: number) {
  return directory
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.organization, organization),
        eq(invitations.invitedBy, user),
        eq(invitations.role, "admin"),
        isNull(invitations.revokedAt),
        sql`EXISTS (SELECT 1 FROM members AS m WHERE m.organization = ${organization} AND m.user = ${user} AND m.role = 'member')`,
      ),
    );
}

/** One statement: both roles change, or neither. False if `from` is no owner any more, or `to` no member. */
export async function transferOwnership(
  directory: Directory,
  { organization, from, to }: { organization: OrganizationId; from: UserId; to: UserId },
): Promise<boolean> {
  const changed = await directory
    .update(members)
    .set({ role: sql`CASE ${members.user} WHEN ${to} THEN 'owner' ELSE 'admin' END` })
    .where(
      and(
        eq(members.organization, organization),
        inArray(members.user, [from, to]),
        sql`EXISTS (SELECT 1 FROM members AS f WHERE f.organization = ${organization} AND f.user = ${from} AND f.role = 'owner')`,
        sql`EXISTS (SELECT 1 FROM members AS t WHERE t.organization = ${organization} AND t.user = ${to})`,
      ),
    )
    .returning({ user: members.user });
  return changed.length === 2;
}

/** A trigger writes a revocation for each of them. */
export async function endSessions(directory: Directory, user: UserId): Promise<void> {
  await directory.delete(sessions).where(eq(sessions.userId, user));
}

/** Who is told at once of changes of people: those who may change them, at most MAX_TOLD_MEMBERS. */
export async function listManagers(directory: Directory, organization: OrganizationId): Promise<UserId[]> {
  const rows = await directory
    .select({ user: members.user })
    .from(members)
    .where(and(eq(members.organization, organization), ne(members.role, "member")))
    .limit(MAX_TOLD_MEMBERS);
  return rows.map(({ user }) => user);
}

/** Everyone of a small organization; of a larger one MAX_TOLD_MEMBERS people. */
export async function listToTell(directory: Directory, organization: OrganizationId): Promise<UserId[]> {
  const rows = await directory
    .select({ user: members.user })
    .from(members)
    .where(eq(members.organization, organization))
    .orderBy(sql`${members.activeAt} DESC`)
    .limit(MAX_TOLD_MEMBERS);
  return rows.map(({ user }) => user);
}

/** Records that the person uses Parley in this organization. Writes at most once in ACTIVE_EVERY. */
export async function noteActive(directory: Directory, who: Named, now: number): Promise<void> {
  await directory
    .update(members)
    .set({ activeAt: now })
    .where(and(isMember(who), or(isNull(members.activeAt), lte(members.activeAt, now - ACTIVE_EVERY))));
}

/** Records that `#welcome` has added the person, with this role. */
export async function markWelcomed(
  directory: Directory,
  { id: organization, role }: { id: OrganizationId; role: OrganizationRole },
  user: UserId,
  now: number,
): Promise<void> {
  await directory
    .update(members)
    .set({ welcomedAt: now, welcomeRole: role })
    .where(isMember({ organization, user }));
}

/** A person whose role in `#welcome` is not yet the one in the organization. */
export interface UntoldRole extends Named {
  role: OrganizationRole;
  welcomeRoom: RoomId;
}

export async function listUntoldRoles(
  directory: Directory,
  organization?: OrganizationId,
): Promise<UntoldRole[]> {
  return (
    directory
      .select({
        organization: members.organization,
        user: members.user,
        role: members.role,
        welcomeRoom: organizations.welcomeRoom,
      })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organization))
      .where(
        and(
          isNotNull(members.welcomedAt),
          isNull(organizations.deletedAt),
          sql`${members.welcomeRole} IS NOT ${members.role}`,
          organization === undefined ? undefined : eq(members.organization, organization),
        ),
      )
      // Owners first, so that the room always has one.
      .orderBy(sql`${members.role} <> 'owner'`)
      .limit(50)
  );
}

export async function markRoleTold(
  directory: Directory,
  { organization, user, role }: UntoldRole,
): Promise<void> {
  await directory.update(members).set({ welcomeRole: role }).where(isMember({ organization, user }));
}
