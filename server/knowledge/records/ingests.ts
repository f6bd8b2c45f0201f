/** Who works on a document: an instance of the workflow, for a version, with a lease. Whoever lost it changes nothing any more. */
import { and, eq, isNotNull, isNull, lt, lte, notInArray, or, sql } from "drizzle-orm";
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { DocumentFailure, DocumentState } from "../../../shared/knowledge.ts";
import { INGEST_LEASE, MAX_INGEST_ATTEMPTS } from "../../../shared/limits.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { Directory } from "../../directory/directory.ts";
import { isLive, type DocumentRow } from "./documents.ts";
import { newRowId } from "../../directory/random-ids.ts";
import { documents } from "../../directory/schema.ts";

/** What an instance works on. */
export interface Work {
  document: DocumentId;
  version: number;
  instance: string;
}

/** What a step found out about the document. */
export type Found = Partial<
  Pick<DocumentRow, "title" | "kind" | "language" | "textLanguage" | "bytes" | "pages" | "notices">
>;

function isMine({ document, version, instance }: Work) {
  return and(isLive(document), eq(documents.version, version), eq(documents.instance, instance));
}

/** Renews the lease and says how far it is. Null when the work is no longer this instance's: then it has to stop. */
export async function renew(
  directory: Directory,
  work: Work,
  state: Exclude<DocumentState, "ready" | "failed">,
  progress: number,
  now: number,
  found: Found = {},
): Promise<DocumentRow | null> {
  const [row] = await directory
    .update(documents)
    .set({ ...found, state, progress, leaseUntil: now + INGEST_LEASE, updatedAt: now })
    .where(isMine(work))
    .returning();
  return row ?? null;
}

export async function markReady(
  directory: Directory,
  work: Work,
  { chunks, model }: { chunks: number; model: string },
  now: number,
): Promise<DocumentRow | null> {
  const [row] = await directory
    .update(documents)
    .set({
      state: "ready",
      progress: 1,
      failure: null,
      chunks,
      readyVersion: work.version,
      embedded: [model],
      instance: null,
      leaseUntil: null,
      updatedAt: now,
    })
    .where(isMine(work))
    .returning();
  return row ?? null;
}

/**
 * A version that the index has switched to, but whose instance was overtaken before it could say so: it is the one that is found.
 * Null where the directory knows it, or a newer one. Which models it has vectors of is found out by `reembed.ts`.
 */
export async function settleReady(
  directory: Directory,
  document: DocumentId,
  { version, chunks }: { version: number; chunks: number },
): Promise<DocumentRow | null> {
  const [row] = await directory
    .update(documents)
    .set({ readyVersion: version, chunks, embedded: [] })
    .where(and(isLive(document), or(isNull(documents.readyVersion), lt(documents.readyVersion, version))))
    .returning();
  return row ?? null;
}

/** The version that was ready before stays found. */
export async function markFailed(
  directory: Directory,
  work: Work,
  failure: DocumentFailure,
  now: number,
): Promise<DocumentRow | null> {
  const [row] = await directory
    .update(documents)
    .set({ state: "failed", progress: 0, failure, instance: null, leaseUntil: null, updatedAt: now })
    .where(isMine(work))
    .returning();
  return row ?? null;
}

/** A person asks for it to be tried again. Null when it has not failed. */
export async function beginAgain(
  directory: Directory,
  document: DocumentId,
  now: number,
): Promise<DocumentRow | null> {
  const [row] = await directory
    .update(documents)
    .set({ ...anew(now), attempt: 1, failure: null })
    .where(and(isLive(document), eq(documents.state, "failed")))
    .returning();
  return row ?? null;
}

/**
 * Takes the work from an instance whose lease has run out. Of two that try at once one gets it. Failed, once it was begun
 * often enough.
 */
export async function takeOver(
  directory: Directory,
  { document, version, instance }: Work,
  now: number,
): Promise<DocumentRow | null> {
  const mostAttempts = sql`${documents.attempt} >= ${MAX_INGEST_ATTEMPTS}`;
  const isDead = and(isMine({ document, version, instance }), lte(documents.leaseUntil, now));
  const [[failed], [begun]] = await directory.batch([
    directory
      .update(documents)
      .set({
        state: "failed",
        progress: 0,
        failure: "internal",
        instance: null,
        leaseUntil: null,
        updatedAt: now,
      })
      .where(and(isDead, mostAttempts))
      .returning(),
    directory
      .update(documents)
      .set({ ...anew(now), attempt: sql`${documents.attempt} + 1` })
      .where(isDead)
      .returning(),
  ]);
  return begun ?? failed ?? null;
}

/** Documents that nobody works on any more, and those whose remains are to be collected; but for these libraries. */
export async function listToRecover(
  directory: Directory,
  now: number,
  except: LibraryId[],
): Promise<DocumentKey[]> {
  const key = {
    organization: documents.organization,
    library: documents.library,
    document: documents.id,
  };
  const isElsewhere = notInArray(documents.library, except);
  const [dead, deleted] = await directory.batch([
    directory
      .select(key)
      .from(documents)
      .where(and(lte(documents.leaseUntil, now), isElsewhere))
      .limit(MOST_AT_ONCE),
    directory
      .select(key)
      .from(documents)
      .where(and(isNotNull(documents.deletedAt), isElsewhere))
      .limit(MOST_AT_ONCE),
  ]);
  return [...dead, ...deleted];
}

/** Each is some calls to other places, of which one run may make a thousand. */
const MOST_AT_ONCE = 50;

const anew = (now: number) => ({
  state: "stored" as const,
  progress: 0,
  instance: newRowId("ingest"),
  leaseUntil: now + INGEST_LEASE,
  updatedAt: now,
});
