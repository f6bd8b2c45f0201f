/** How documents come to be: the bytes to R2 first, then the row by which they are seen, then the work begins. */
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { Document, DocumentKind, NoteText } from "../../../shared/knowledge.ts";
import { INGEST_LEASE, MAX_DOCUMENTS } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import {
  findByRequest,
  findDocument,
  insertDocument,
  type DocumentRow,
  type NewDocumentRow,
} from "../records/documents.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { Reader } from "../libraries/libraries.ts";
import { newId } from "../../directory/random-ids.ts";
import type { Env } from "../../bindings/env.ts";
import { cleanTitle } from "../records/clean-title.ts";
import { originalKey } from "../records/files.ts";
import { startIngest } from "../records/start-ingest.ts";
import { UPLOAD_TIME } from "./recover-document.ts";
import { notFound, Problem } from "../../problems/problem.ts";

export interface Adding {
  env: Env;
  reader: Reader;
  library: LibraryId;
  idempotencyKey: string | undefined;
}

/** Puts the bytes under the key, if nothing is there. False when something is. */
export type StoreOriginal = (key: string) => Promise<{ bytes: number } | null>;

export async function addNote(adding: Adding, { title, text, tags = [] }: NoteText): Promise<Document> {
  return addStored(
    adding,
    { title, kind: "note", source: "note", language: null, tags },
    storeText(adding.env, text),
  );
}

export async function addAddress(
  adding: Adding,
  { address, tags = [] }: { address: string; tags?: string[] | undefined },
): Promise<Document> {
  const { host, pathname, href } = new URL(address);
  return addDocument(adding, newId("doc"), {
    title: cleanTitle(`${host}${pathname === "/" ? "" : pathname}`) ?? "?",
    // What it really is shows when it is fetched.
    kind: "html" as DocumentKind,
    source: "address",
    address: href,
    language: null,
    tags,
    bytes: 0,
  });
}

type Described = Pick<NewDocumentRow, "title" | "kind" | "source" | "language" | "tags">;

export async function addStored(
  adding: Adding,
  document: Described,
  store: StoreOriginal,
): Promise<Document> {
  const before = await findBefore(adding);
  if (before !== null) return before;
  const { env, reader, library } = adding;
  const id = newId("doc");
  const key = { ...keyOf(reader, library), document: id };
  await careFor(env, key);
  const stored = await store(originalKey(key, 1));
  if (stored === null) throw new Problem("internal", "An id was given twice.");
  return addDocument(adding, id, { ...document, address: null, ...stored });
}

async function addDocument(
  adding: Adding,
  id: DocumentId,
  document: Omit<NewDocumentRow, "id" | "reader" | "library" | "idempotencyKey">,
): Promise<Document> {
  const { env, reader, library, idempotencyKey } = adding;
  const before = document.source === "address" ? await findBefore(adding) : null;
  if (before !== null) return before;
  const key = { ...keyOf(reader, library), document: id };
  const row = await insertDocument(
    openDirectory(env.DB),
    { ...document, id, reader, library, idempotencyKey },
    Date.now(),
  );
  if (row === null) {
    await env.FILES.delete(originalKey(key, 1));
    const first = await findBefore(adding);
    if (first !== null) return first;
    throw new Problem("too_many", `A library has at most ${MAX_DOCUMENTS} documents.`);
  }
  if (document.source === "address") await careFor(env, key);
  return begin(env, reader, row);
}

/** The row is there: the work begins, and those who watch see it. */
export async function begin(env: Env, reader: Reader, row: DocumentRow): Promise<Document> {
  await startIngest(env, row);
  const document = await findDocument(openDirectory(env.DB), reader, row.id);
  if (document === null) throw notFound();
  await tellLibrary(env, row.library, document);
  return document;
}

/** For those who watch. Nobody waits for it: who missed it sees the list. */
export async function tellLibrary(
  env: Env,
  library: LibraryId,
  news: Document | { removed: DocumentId },
): Promise<void> {
  try {
    await env.INDEX.getByName(library).tell(news);
  } catch (error) {
    console.error("not told", { library, error });
  }
}

/** Noted before anything is written: when nobody has looked after it by then, the library's index does. */
export async function careFor(env: Env, key: DocumentKey): Promise<void> {
  const now = Date.now();
  await env.INDEX.getByName(key.library).care(key, [now + INGEST_LEASE, now + UPLOAD_TIME]);
}

async function findBefore({ env, reader, idempotencyKey }: Adding): Promise<Document | null> {
  if (idempotencyKey === undefined) return null;
  const before = await findByRequest(openDirectory(env.DB), reader, idempotencyKey);
  if (before === "gone") throw new Problem("conflict", "The document that this request made is deleted.");
  return before;
}

export const storeText =
  (env: Env, text: string): StoreOriginal =>
  async (key) => {
    const bytes = new TextEncoder().encode(text);
    const put = await env.FILES.put(key, bytes, { onlyIf: { etagDoesNotMatch: "*" } });
    return put === null ? null : { bytes: bytes.length };
  };

export const keyOf = ({ organization }: Reader, library: LibraryId) => ({ organization, library });
