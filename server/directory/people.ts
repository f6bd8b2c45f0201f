import { and, asc, eq, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import type { Person, ToldApart } from "../../shared/api.ts";
import { isAgentId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import { inJsonArray } from "./in-json-array.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { listHandles } from "./handles.ts";
import { agents, formerMembers, invitations, members, services, users } from "./schema.ts";

/** A person or agent of this organization, or null. Used for `invite` of a room, which may name other people. */
export async function findPerson(
  db: D1Database,
  organization: OrganizationId,
  user: UserId,
): Promise<{ user: UserId; name: string } | null> {
  const [found] = await findPeople(openDirectory(db), organization, [user]);
  return found ?? null;
}

/** The people and agents of `ids` who belong to the organization, in this order. */
export async function findPeople(
  directory: Directory,
  organization: OrganizationId,
  ids: UserId[],
): Promise<{ user: UserId; name: string }[]> {
  const [people, machines] = await directory.batch([
    directory
      .select({ user: users.id, name: users.name })
      .from(members)
      .innerJoin(users, eq(users.id, members.user))
      .where(
        and(
          eq(members.organization, organization),
          inArray(members.user, inJsonArray(ids.filter((id) => !isAgentId(id)))),
        ),
      ),
    directory
      .select({ user: sql<UserId>`${agents.id}`, name: agents.name })
      .from(agents)
      .where(
        and(eq(agents.organization, organization), inArray(agents.id, inJsonArray(ids.filter(isAgentId)))),
      ),
  ]);
  const found = new Map([...people, ...machines].map((each) => [each.user, each]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function listPeople(directory: Directory, organization: OrganizationId): Promise<Person[]> {
  const handles = await listHandles(directory, organization);
  const handleOf = new Map(handles.map((each) => [each.id, each]));
  const people = await directory
    .select({ id: users.id, name: users.name, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .where(eq(members.organization, organization))
    .orderBy(asc(users.name), asc(users.id));
  return people.map((person) => ({
    ...person,
    ...(handleOf.get(person.id) ?? { handle: "", sharesName: false }),
  }));
}

export async function findPersonInOrganization(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
): Promise<(Omit<Person, keyof ToldApart> & Pick<Person, "isService">) | null> {
  const [found] = await directory
    .select({ id: users.id, name: users.name, role: members.role, service: services.user })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .leftJoin(services, eq(services.user, members.user))
    .where(and(eq(members.organization, organization), eq(members.user, user)));
  if (found === undefined) return null;
  const { service, ...person } = found;
  return service === null ? person : { ...person, isService: true };
}

/**
 * Deletes the membership and the person's invitations in one batch; a trigger writes the revocation. False if the person is the
 * last owner, who cannot be removed.
 */
export async function removeFromOrganization(
  directory: Directory,
  { organization, user, by }: { organization: OrganizationId; user: UserId; by: UserId },
  now: number,
): Promise<boolean> {
  const isGone = sql`NOT EXISTS (SELECT 1 FROM members AS m WHERE m.organization = ${organization} AND m.user = ${user})`;
  const removedBy = by === user ? null : by;
  const [removed] = await directory.batch([
    directory
      .delete(members)
      .where(
        and(
          eq(members.organization, organization),
          eq(members.user, user),
          or(ne(members.role, "owner"), hasOtherOwner(directory, organization, user)),
        ),
      )
      .returning({ user: members.user }),
    directory
      .delete(invitations)
      .where(and(eq(invitations.organization, organization), eq(invitations.invitedBy, user), isGone)),
    directory
      .insert(formerMembers)
      .select(sql`SELECT ${organization}, ${user}, ${now}, ${removedBy} WHERE ${isGone}`)
      .onConflictDoUpdate({
        target: [formerMembers.organization, formerMembers.user],
        set: { leftAt: now, removedBy },
      }),
  ]);
  return removed.length > 0;
}

/** A condition: the organization has an owner besides this person. */
export function hasOtherOwner(directory: Directory, organization: OrganizationId, user: UserId): SQL {
  const others = directory
    .select({ user: sql`o.user` })
    .from(sql`members AS o`)
    .where(sql`o.organization = ${organization} AND o.role = 'owner' AND o.user <> ${user}`);
  return sql`EXISTS ${others}`;
}
