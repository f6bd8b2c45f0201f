/** What is known of documents. Each is loaded through a library that the person may read: that is the authorisation. */
import { and, desc, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Document, DocumentKind } from "../../../shared/knowledge.ts";
import { INGEST_LEASE, MAX_DOCUMENTS } from "../../../shared/limits.ts";
import type { Directory } from "../../directory/directory.ts";
import { isMember, mayManageLibrary, mayRead, type Reader } from "../libraries/libraries.ts";
import type { NoteContext } from "../../../shared/notes.ts";
import { storeNote } from "./note-rows.ts";
import { newRowId } from "../../directory/random-ids.ts";
import { documents, libraries, members } from "../../directory/schema.ts";

export type DocumentRow = typeof documents.$inferSelect;

/** The document, if this person may read its library: otherwise it is as if there were none. */
export async function findDocument(
  directory: Directory,
  reader: Reader,
  document: DocumentId,
): Promise<Document | null> {
  const [found] = await selectDocuments(directory, reader, eq(documents.id, document));
  return found ?? null;
}

/** Those of at most 50 documents that are there for this person. */
export async function findReadable(
  directory: Directory,
  reader: Reader,
  ids: DocumentId[],
): Promise<DocumentId[]> {
  const found = await selectDocuments(directory, reader, inArray(documents.id, ids));
  return found.map(({ id }) => id);
}

/** Newest first. */
export async function selectOfLibrary(
  directory: Directory,
  reader: Reader,
  library: LibraryId,
): Promise<Document[]> {
  return selectDocuments(directory, reader, eq(documents.library, library));
}

/** Those of a library with exactly this title, newest first. */
export async function findNamed(
  directory: Directory,
  reader: Reader,
  library: LibraryId,
  title: string,
): Promise<Document[]> {
  const isNamed = and(eq(documents.library, library), eq(documents.title, title));
  return isNamed === undefined ? [] : selectDocuments(directory, reader, isNamed);
}

/** What the same request made before. `"gone"`: it was deleted meanwhile. */
export async function findByRequest(
  directory: Directory,
  reader: Reader,
  idempotencyKey: string,
): Promise<Document | "gone" | null> {
  const [row] = await directory
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.requestKey, requestKeyOf(reader, idempotencyKey)));
  if (row === undefined) return null;
  return (await findDocument(directory, reader, row.id)) ?? "gone";
}

export interface NewDocumentRow {
  id: DocumentId;
  reader: Reader;
  library: LibraryId;
  title: string;
  kind: DocumentKind;
  source: Document["source"];
  address: string | null;
  language: string | null;
  tags: string[];
  bytes: number;
  /** Of a note: its text, and where it was captured. */
  note?: { text: string; context?: NoteContext | undefined };
  idempotencyKey: string | undefined;
}

/**
 * The row by which a document begins to be there, with the lease of the instance that is about to be started. Null when the
 * library is full or gone, or another request of the same key was first.
 */
export async function insertDocument(
  directory: Directory,
  { id, reader, ...row }: NewDocumentRow,
  now: number,
): Promise<DocumentRow | null> {
  const requestKey = row.idempotencyKey === undefined ? null : requestKeyOf(reader, row.idempotencyKey);
  // The columns in the order of the table.
  const insert = directory
    .insert(documents)
    .select(
      sql`SELECT ${id}, ${reader.organization}, ${row.library}, ${row.title}, ${row.kind}, ${row.source}, ${row.address},
        ${row.language}, NULL, ${JSON.stringify(row.tags)}, 'stored', 0, NULL, '[]', ${row.bytes}, NULL, NULL, 0, 1, NULL, '[]',
        1, ${newRowId("ingest")}, ${now + INGEST_LEASE}, ${reader.user}, ${now}, ${now}, ${requestKey}, NULL
      WHERE EXISTS (SELECT 1 FROM libraries
          WHERE id = ${row.library} AND organization = ${reader.organization} AND deleted_at IS NULL)
        AND (SELECT count(*) FROM documents WHERE library = ${row.library} AND deleted_at IS NULL) < ${MAX_DOCUMENTS}`,
    )
    .onConflictDoNothing({ target: documents.requestKey });
  const note =
    row.note === undefined
      ? []
      : storeNote(directory, id, { title: row.title, ...row.note }, sql`documents.version = 1`);
  await directory.batch([insert, ...note]);
  return findRow(directory, id);
}

/** From now on it is found by nobody. False when it was gone already. */
export async function markDocumentDeleted(
  directory: Directory,
  organization: OrganizationId,
  document: DocumentId,
  now: number,
): Promise<boolean> {
  const deleted = await directory
    .update(documents)
    .set({ deletedAt: now, title: "", address: null, tags: [], instance: null, leaseUntil: null })
    .where(and(isLive(document), eq(documents.organization, organization)))
    .returning({ id: documents.id });
  return deleted.length > 0;
}

/** Also of a deleted one. Not for answering anybody: it asks for no right. */
export async function findRow(directory: Directory, document: DocumentId): Promise<DocumentRow | null> {
  const [row] = await directory.select().from(documents).where(eq(documents.id, document));
  return row ?? null;
}

export function isLive(document: DocumentId) {
  return and(eq(documents.id, document), isNull(documents.deletedAt));
}

const requestKeyOf = ({ organization, user }: Reader, key: string): string =>
  `${organization}:${user}:${key}`;

async function selectDocuments(directory: Directory, reader: Reader, which: SQL): Promise<Document[]> {
  const rows = await directory
    .select({
      row: documents,
      role: members.role,
      library: { createdBy: libraries.createdBy, readers: libraries.readers, owner: libraries.owner },
    })
    .from(documents)
    .innerJoin(libraries, eq(libraries.id, documents.library))
    .innerJoin(members, isMember(reader))
    .where(and(mayRead(reader), isNull(documents.deletedAt), which))
    .orderBy(desc(documents.createdAt), desc(documents.id));
  return rows.map(({ row, role, library }) =>
    toDocument(row, mayManageLibrary(reader, role, library) || mayManageOwn(reader, row)),
  );
}

/** Who added a document may change it. */
export function mayManageOwn({ user, scopes }: Reader, { createdBy }: Pick<Document, "createdBy">): boolean {
  return createdBy === user && scopes.has("write");
}

/** The row as the wire has it. */
export function toDocument(row: DocumentRow, mayManage: boolean): Document {
  return {
    id: row.id,
    library: row.library,
    title: row.title,
    kind: row.kind,
    source: row.source,
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.textLanguage === null ? {} : { textLanguage: row.textLanguage }),
    tags: row.tags,
    state: row.state,
    progress: row.progress,
    ...(row.failure === null ? {} : { failure: row.failure }),
    notices: row.notices,
    bytes: row.bytes,
    ...(row.pages === null ? {} : { pages: row.pages }),
    ...(row.chunks === null ? {} : { chunks: row.chunks }),
    cited: row.cited,
    version: row.version,
    readyVersion: row.readyVersion,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    mayManage,
  };
}
