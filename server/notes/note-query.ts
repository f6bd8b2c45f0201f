/** How notes, and what came with them, are loaded: as documents of the reader's own library of notes, or not at all. */
import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { DocumentId, LibraryId } from "../../shared/ids.ts";
import type { NoteSummary } from "../../shared/notes.ts";
import type { Directory } from "../directory/directory.ts";
import { documents, libraries, members, notes } from "../directory/schema.ts";
import { isMember, type Reader } from "../knowledge/libraries/libraries.ts";

export interface NoteRow {
  id: DocumentId;
  library: LibraryId;
  version: number;
  copy: DocumentId | null;
  copiedVersion: number | null;
  copies: number;
  summary: NoteSummary;
}

export async function selectNotes(
  directory: Directory,
  reader: Reader,
  which: SQL | undefined,
  { order, limit }: { order: SQL; limit: number },
): Promise<NoteRow[]> {
  const rows = await directory
    .select({
      id: documents.id,
      library: documents.library,
      title: documents.title,
      kind: documents.kind,
      address: documents.address,
      tags: documents.tags,
      excerpt: notes.excerpt,
      context: notes.context,
      version: documents.version,
      state: documents.state,
      copy: notes.copy,
      copiedVersion: notes.copiedVersion,
      copies: sql<number>`coalesce(${notes.copies}, 0)`,
      createdAt: documents.createdAt,
      updatedAt: documents.updatedAt,
    })
    .from(documents)
    .innerJoin(libraries, eq(libraries.id, documents.library))
    .innerJoin(members, isMember(reader))
    .leftJoin(notes, eq(notes.document, documents.id))
    .where(and(isOwnNote(reader), which))
    .orderBy(order)
    .limit(limit);
  return rows.map(({ copy, copiedVersion, copies, excerpt, address, ...row }) => ({
    ...{ id: row.id, library: row.library, version: row.version, copy, copiedVersion, copies },
    summary: { ...row, excerpt: excerpt ?? address ?? "", isShared: copy !== null },
  }));
}

export async function findNote(
  directory: Directory,
  reader: Reader,
  note: DocumentId,
): Promise<NoteRow | null> {
  const isIt = and(eq(documents.id, note), eq(documents.kind, "note"));
  const [found] = await selectNotes(directory, reader, isIt, { order: NEWEST, limit: 1 });
  return found ?? null;
}

/** Newest first. */
export const NEWEST = sql`${documents.createdAt} DESC, ${documents.id} DESC`;

function isOwnNote({ organization, user }: Reader) {
  return and(
    eq(libraries.organization, organization),
    eq(libraries.owner, user),
    isNull(libraries.deletedAt),
    isNull(documents.deletedAt),
  );
}
