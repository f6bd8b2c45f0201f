/** How a document gets its next version: as it came to be, and once for each request. */
import type { Document, NoteText } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { hashToken } from "../../directory/secrets.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { findDocument } from "../records/documents.ts";
import { originalKey } from "../records/files.ts";
import {
  beginVersion,
  findVersionRequest,
  type NextVersion,
  type VersionRequest,
} from "../records/versions.ts";
import { beginWork } from "./begin-work.ts";
import { describeFile } from "./kind-of.ts";
import { loadManagedDocument } from "./load-document.ts";
import type { MeasuredBody } from "./measured-body.ts";
import { scheduleRecovery } from "./schedule-recovery.ts";
import { storeFile, storeText, type StoreOriginal } from "./store-original.ts";

/** Who gives a document its next version. The same key of the same person gives it once. */
export interface Renewing<Given = string> {
  env: Env;
  reader: Reader;
  /** What the caller sent; then the document as it was before the request was looked for: no version that came later is overwritten. */
  document: Given;
  idempotencyKey: string | undefined;
}

/** The note's next version. `basedOn`: the version that was changed; without it, the last one is replaced, whatever it is. */
export async function nextNote(
  renewing: Renewing,
  { title, text, tags }: NoteText,
  basedOn?: number,
): Promise<Document> {
  const { env } = renewing;
  const document = await loadManagedDocument(env, renewing.reader, renewing.document);
  if (document.kind !== "note") throw new Problem("bad_type", "Only notes can be edited here.");
  const next = { title, ...(tags === undefined ? {} : { tags }), note: { title, text } };
  return nextStored({ ...renewing, document }, next, [title, text, tags], storeText(env, text), basedOn);
}

/** The file's next version. */
export async function nextFile(renewing: Renewing, file: MeasuredBody & { name: string }): Promise<Document> {
  const { env } = renewing;
  const document = await loadManagedDocument(env, renewing.reader, renewing.document);
  if (document.source !== "upload") throw new Problem("bad_type", "It did not come from a file.");
  const next = describeFile(file.name);
  // Its bytes are not read to tell whether it is the same file.
  const said = [file.name, String(file.bytes)];
  return nextStored({ ...renewing, document }, next, said, storeFile(env, file, next.kind));
}

/** `said` is what makes two requests of one key the same request. */
export async function nextStored(
  renewing: Renewing<Document>,
  next: Omit<NextVersion, "bytes">,
  said: readonly unknown[],
  store: StoreOriginal,
  basedOn = renewing.document.version,
): Promise<Document> {
  const { env, reader, document } = renewing;
  const request = await requestOf(renewing, said);
  const before = await findGiven(renewing, request);
  if (before !== null) return before;
  if (basedOn !== document.version) throw new Problem("conflict", "There is a newer version of this note.");
  const key = { organization: reader.organization, library: document.library, document: document.id };
  const version = document.version + 1;
  await scheduleRecovery(env, key);
  const stored = await store(originalKey(key, version));
  const row =
    stored === null
      ? null
      : await beginVersion(
          openDirectory(env.DB),
          document.id,
          version,
          { ...next, ...stored },
          request,
          Date.now(),
        );
  if (row !== null) return beginWork(env, reader, row);
  // What came first may be the same request, sent twice at once.
  const first = await findGiven(renewing, request);
  if (first === null) throw new Problem("conflict", "Someone is adding another version at the moment.");
  return first;
}

async function requestOf(
  { reader, idempotencyKey }: Renewing<Document>,
  said: readonly unknown[],
): Promise<VersionRequest | null> {
  if (idempotencyKey === undefined) return null;
  return { user: reader.user, key: idempotencyKey, body: await hashToken(JSON.stringify(said)) };
}

/** The document as it is, where this request gave it a version before: maybe not its last one. */
async function findGiven(
  { env, reader, document }: Renewing<Document>,
  request: VersionRequest | null,
): Promise<Document | null> {
  if (request === null) return null;
  const directory = openDirectory(env.DB);
  const given = await findVersionRequest(directory, document.id, request);
  if (given === null) return null;
  if (given.body !== request.body)
    throw new Problem("conflict", "This idempotency key was used for another version.");
  const found = await findDocument(directory, reader, document.id);
  if (found === null) throw notFound();
  return found;
}
