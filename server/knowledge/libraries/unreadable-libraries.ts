import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import {
  isVisitorId,
  type LibraryId,
  type OrganizationId,
  type RoomId,
  type UserId,
} from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import { libraries, members, visitors, widgets } from "../../directory/schema.ts";
import { openDirectory } from "../../directory/directory.ts";
import { publishedLibraries } from "../../directory/widgets.ts";
import { IS_READER } from "./libraries.ts";
import { roleInLibrary } from "./role-in-library.ts";

/**
 * The notes of a person count only where agents may have answered from them: every person has some, and a list of all of them would be as long
 * as the list of people.
 */
const usedIn = (which: SQL): SQL => sql`(libraries.owner IS NULL
  OR EXISTS (SELECT 1 FROM note_uses WHERE note_uses.library = libraries.id AND note_uses.room ${which}))`;
const IN_ANY_ROOM = usedIn(sql`IS NOT NULL`);

/**
 * Libraries of the organization that this person may not read: answers that were built on them are restricted, also when the
 * library itself is long deleted.
 */
export async function unreadableLibraries(
  db: D1Database,
  { organization, user }: { organization: OrganizationId; user: UserId },
): Promise<LibraryId[]> {
  return unreadableAmong(db, { organization, user }, IN_ANY_ROOM);
}

async function unreadableAmong(
  db: D1Database,
  { organization, user }: { organization: OrganizationId; user: UserId },
  usedThere: SQL,
): Promise<LibraryId[]> {
  const rows = await openDirectory(db)
    .select({
      id: libraries.id,
      readers: libraries.readers,
      createdBy: libraries.createdBy,
      owner: libraries.owner,
      role: members.role,
    })
    .from(libraries)
    .leftJoin(members, and(eq(members.organization, libraries.organization), eq(members.user, user)))
    .where(and(eq(libraries.organization, organization), ne(libraries.readers, sql`'"all"'`), usedThere));
  return rows
    .filter(({ role, ...library }) => roleInLibrary({ user, role }, library) === null)
    .map(({ id }) => id);
}

/** Libraries of the organization that at least one of these people may not read. Nobody outside of the organization reads any. */
export async function unreadableForAny(
  db: D1Database,
  { organization, users }: { organization: OrganizationId; users: readonly UserId[] },
): Promise<LibraryId[]> {
  // The people are one bound parameter: a room has more of them than a query may have parameters.
  const rows = await openDirectory(db).all<{ id: LibraryId }>(sql`
    SELECT libraries.id FROM libraries
    WHERE libraries.organization = ${organization} AND ${IN_ANY_ROOM}
      AND EXISTS (
        SELECT 1 FROM json_each(${JSON.stringify(users)}) AS person WHERE NOT EXISTS (
          SELECT 1 FROM members
          WHERE members.organization = libraries.organization AND members.user = person.value AND ${IS_READER}))`);
  return rows.map(({ id }) => id);
}

/**
 * The same for one room. A visitor reads the libraries of the widget and no other one. What a widget shows to visitors, whoever answers
 * them may read there too.
 */
export async function unreadableInRoom(
  db: D1Database,
  {
    organization,
    user,
    room,
  }: { organization: OrganizationId; user: UserId; room: { id: RoomId; kind: RoomKind } },
): Promise<LibraryId[]> {
  if (isVisitorId(user)) return unreadableForVisitor(db, organization, user);
  const unreadable = await unreadableAmong(db, { organization, user }, usedIn(sql`= ${room.id}`));
  if (room.kind !== "support" || unreadable.length === 0) return unreadable;
  const published = await publishedLibraries(openDirectory(db), organization);
  return unreadable.filter((library) => !published.has(library));
}

async function unreadableForVisitor(
  db: D1Database,
  organization: OrganizationId,
  visitor: UserId,
): Promise<LibraryId[]> {
  const rows = await openDirectory(db)
    .select({ id: libraries.id })
    .from(libraries)
    .where(
      and(
        eq(libraries.organization, organization),
        IN_ANY_ROOM,
        sql`NOT EXISTS (
          SELECT 1 FROM ${visitors} JOIN ${widgets} ON ${widgets.id} = ${visitors.widget},
            json_each(${widgets.settings}, '$.libraries') AS shown
          WHERE ${visitors.id} = ${visitor} AND shown.value = ${libraries.id})`,
      ),
    );
  return rows.map(({ id }) => id);
}
