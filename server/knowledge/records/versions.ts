/** How a document gets its next version, and which request gave it. */
import { and, eq, lte, sql, type SQL } from "drizzle-orm";
import type { DocumentId, UserId } from "../../../shared/ids.ts";
import { INGEST_LEASE, REMEMBERED_FOR } from "../../../shared/limits.ts";
import type { Directory } from "../../directory/directory.ts";
import { isLive, type DocumentRow } from "./documents.ts";
import { storeNote } from "./note-rows.ts";
import { newRowId } from "../../directory/random-ids.ts";
import { documents, versionRequests } from "../../directory/schema.ts";

/** What the next version of a document says anew. */
export type NextVersion = Partial<Pick<DocumentRow, "title" | "kind" | "language" | "tags">> & {
  bytes: number;
  /** Of a note: what it says now. */
  note?: { title: string; text: string };
};

/** A request that can be told when it comes again. */
export interface VersionRequest {
  user: UserId;
  key: string;
  /** SHA-256 of what it says, hex. */
  body: string;
}

/**
 * Null when another version came first, the document is gone, or the request gave a version before: it is remembered in the same
 * step as the version begins, or not at all.
 */
export async function beginVersion(
  directory: Directory,
  document: DocumentId,
  version: number,
  { note, ...next }: NextVersion,
  request: VersionRequest | null,
  now: number,
): Promise<DocumentRow | null> {
  const instance = newRowId("ingest");
  const isNext = and(isLive(document), eq(documents.version, version - 1));
  const beginning = (where: SQL | undefined) =>
    directory
      .update(documents)
      .set({
        ...next,
        version,
        state: "stored",
        progress: 0,
        failure: null,
        attempt: 1,
        instance,
        leaseUntil: now + INGEST_LEASE,
        updatedAt: now,
      })
      .where(where)
      .returning();
  // Only what this step has begun.
  const begun = sql`documents.version = ${version} AND documents.instance = ${instance}`;
  const stored = note === undefined ? [] : storeNote(directory, document, note, begun);
  if (request === null) {
    const [[row]] = await directory.batch([beginning(isNext), ...stored]);
    return row ?? null;
  }
  const { user, key, body } = request;
  const remembered = directory
    .select({ version: versionRequests.version })
    .from(versionRequests)
    .where(and(isRequest(document, request), eq(versionRequests.version, version)));
  const [, [row]] = await directory.batch([
    directory
      .insert(versionRequests)
      .select(
        sql`SELECT ${document}, ${user}, ${key}, ${version}, ${body}, ${now} FROM documents WHERE ${isNext}`,
      )
      .onConflictDoNothing(),
    beginning(and(isNext, sql`EXISTS ${remembered}`)),
    ...stored,
  ]);
  return row ?? null;
}

/** What a request of this key said that gave the document a version; null when there was none. */
export async function findVersionRequest(
  directory: Directory,
  document: DocumentId,
  request: VersionRequest,
): Promise<Pick<VersionRequest, "body"> | null> {
  const [found] = await directory
    .select({ body: versionRequests.body })
    .from(versionRequests)
    .where(isRequest(document, request));
  return found ?? null;
}

export async function deleteOldVersionRequests(directory: Directory, now: number): Promise<void> {
  await directory.delete(versionRequests).where(lte(versionRequests.at, now - REMEMBERED_FOR));
}

function isRequest(document: DocumentId, { user, key }: VersionRequest) {
  return and(
    eq(versionRequests.document, document),
    eq(versionRequests.user, user),
    eq(versionRequests.key, key),
  );
}
