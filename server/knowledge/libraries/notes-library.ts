/** The library in which a person's notes are. It comes to be with the first one. */
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { LibraryId } from "../../../shared/ids.ts";
import type { Directory } from "../../directory/directory.ts";
import { newId } from "../../directory/random-ids.ts";
import { libraries, members } from "../../directory/schema.ts";
import { notFound } from "../../problems/problem.ts";
import { isMember, type Reader } from "./libraries.ts";

/** Null before the first note. */
export async function findNotesLibrary(directory: Directory, reader: Reader): Promise<LibraryId | null> {
  const [found] = await directory
    .select({ id: libraries.id })
    .from(libraries)
    .innerJoin(members, isMember(reader))
    .where(
      and(
        eq(libraries.organization, reader.organization),
        eq(libraries.owner, reader.user),
        isNull(libraries.deletedAt),
      ),
    );
  return found?.id ?? null;
}

/** Made once, however many requests ask at the same time. Throws `not_found` for somebody who is no member. */
export async function openNotesLibrary(
  directory: Directory,
  reader: Reader,
  now: number,
): Promise<LibraryId> {
  const before = await findNotesLibrary(directory, reader);
  if (before !== null) return before;
  const { organization, user } = reader;
  // Selected from the membership: of somebody who leaves at this moment, nothing stays that nobody could delete.
  await directory.run(sql`
    INSERT INTO libraries (id, organization, name, description, readers, agents, rooms, is_sample, owner, created_by,
      created_at, version)
    SELECT ${newId("lib")}, organization, 'Notes', '', '[]', '"all"', '"all"', 0, user, user, ${now}, 1
    FROM members WHERE organization = ${organization} AND user = ${user}
    ON CONFLICT DO NOTHING`);
  const made = await findNotesLibrary(directory, reader);
  if (made === null) throw notFound();
  return made;
}

/** Whether a library holds notes, also when it is deleted. It says nothing about who may read it. */
export async function holdsNotes(directory: Directory, library: LibraryId): Promise<boolean> {
  const found = await directory
    .select({ id: libraries.id })
    .from(libraries)
    .where(and(eq(libraries.id, library), isNotNull(libraries.owner)));
  return found.length > 0;
}
