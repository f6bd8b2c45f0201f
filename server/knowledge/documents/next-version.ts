/** How a document gets its next version: as it came to be, and once for each request. */
import type { Document, NoteText } from "../../../shared/knowledge.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findDocument } from "../records/documents.ts";
import type { Reader } from "../libraries/libraries.ts";
import { hashToken } from "../../directory/secrets.ts";
import {
  beginVersion,
  findVersionRequest,
  type NextVersion,
  type VersionRequest,
} from "../records/versions.ts";
import type { Env } from "../../bindings/env.ts";
import { originalKey } from "../records/files.ts";
import { begin, careFor, keyOf, storeText, type StoreOriginal } from "./add-document.ts";
import { notFound, Problem } from "../../problems/problem.ts";

export interface Renewing {
  env: Env;
  reader: Reader;
  /** As it was before this request was looked for: a version that came after that is never overwritten. */
  document: Document;
  idempotencyKey: string | undefined;
}

/** The note's next version. */
export async function nextNote(renewing: Renewing, note: NoteText): Promise<Document> {
  const { title, text, tags } = note;
  const next = { title, ...(tags === undefined ? {} : { tags }) };
  return nextStored(renewing, next, [title, text, tags], storeText(renewing.env, text));
}

/** `said` is what makes two requests of one key the same request. */
export async function nextStored(
  renewing: Renewing,
  next: Omit<NextVersion, "bytes">,
  said: readonly unknown[],
  store: StoreOriginal,
): Promise<Document> {
  const { env, reader, document } = renewing;
  const request = await requestOf(renewing, said);
  const before = await findGiven(renewing, request);
  if (before !== null) return before;
  const key = { ...keyOf(reader, document.library), document: document.id };
  const version = document.version + 1;
  await careFor(env, key);
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
  if (row !== null) return begin(env, reader, row);
  // What came first may be the same request, sent twice at once.
  const first = await findGiven(renewing, request);
  if (first === null) throw new Problem("conflict", "Somebody gives it another version at the moment.");
  return first;
}

async function requestOf(
  { reader, idempotencyKey }: Renewing,
  said: readonly unknown[],
): Promise<VersionRequest | null> {
  if (idempotencyKey === undefined) return null;
  return { user: reader.user, key: idempotencyKey, body: await hashToken(JSON.stringify(said)) };
}

/** The document as it is, where this request gave it a version before: maybe not its last one. */
async function findGiven(
  { env, reader, document }: Renewing,
  request: VersionRequest | null,
): Promise<Document | null> {
  if (request === null) return null;
  const directory = openDirectory(env.DB);
  const given = await findVersionRequest(directory, document.id, request);
  if (given === null) return null;
  if (given.body !== request.body)
    throw new Problem("conflict", "That idempotency key gave another version.");
  const found = await findDocument(directory, reader, document.id);
  if (found === null) throw notFound();
  return found;
}
