import { and, eq, ne, sql } from "drizzle-orm";
import type { LibraryId, OrganizationId, UserId } from "../../../shared/ids.ts";
import { libraries, members } from "../../directory/schema.ts";
import { openDirectory } from "../../directory/directory.ts";
import { roleInLibrary } from "./role-in-library.ts";

/**
 * Libraries of the organization that this person may not read: answers that were built on them are restricted, also when the
 * library itself is long deleted.
 */
export async function unreadableLibraries(
  db: D1Database,
  { organization, user }: { organization: OrganizationId; user: UserId },
): Promise<LibraryId[]> {
  const rows = await openDirectory(db)
    .select({
      id: libraries.id,
      readers: libraries.readers,
      createdBy: libraries.createdBy,
      role: members.role,
    })
    .from(libraries)
    .leftJoin(members, and(eq(members.organization, libraries.organization), eq(members.user, user)))
    .where(and(eq(libraries.organization, organization), ne(libraries.readers, sql`'"all"'`)));
  return rows
    .filter(({ role, ...library }) => roleInLibrary({ user, role }, library) === null)
    .map(({ id }) => id);
}
