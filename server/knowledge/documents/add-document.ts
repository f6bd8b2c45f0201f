/** How documents come to be: the bytes to R2 first, then the row by which they are seen, then the work begins. */
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { Document, NoteText } from "../../../shared/knowledge.ts";
import type { NoteContext } from "../../../shared/notes.ts";
import { MAX_DOCUMENTS } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { newId } from "../../directory/random-ids.ts";
import { Problem } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { loadLibrary } from "../libraries/load-library.ts";
import { cleanTitle } from "../records/clean-title.ts";
import { findByRequest, insertDocument, type NewDocumentRow } from "../records/documents.ts";
import { originalKey } from "../records/files.ts";
import { beginWork } from "./begin-work.ts";
import { describeFile } from "./kind-of.ts";
import type { MeasuredBody } from "./measured-body.ts";
import { scheduleRecovery } from "./schedule-recovery.ts";
import { storeFile, storeText, type StoreOriginal } from "./store-original.ts";

/** Who adds a document, and where. The same key of the same person is the same document. */
export interface Adding<Library extends string = string> {
  env: Env;
  reader: Reader;
  /** What the caller sent, unless it was loaded already. */
  library: Library;
  idempotencyKey: string | undefined;
}

type Described = Pick<NewDocumentRow, "title" | "kind" | "source" | "language" | "tags" | "note">;

/** `context`: where a note of a person's own was captured. */
export async function addNote(
  adding: Adding,
  { title, text, tags = [], context }: NoteText & { context?: NoteContext | undefined },
): Promise<Document> {
  const loaded = await withLibrary(adding);
  const note: Described = {
    ...{ title, kind: "note", source: "note", language: null, tags },
    note: { text, context },
  };
  return addStored(loaded, note, storeText(loaded.env, text));
}

export async function addFile(adding: Adding, file: MeasuredBody & { name: string }): Promise<Document> {
  const loaded = await withLibrary(adding);
  const upload: Described = { ...describeFile(file.name), source: "upload", tags: [] };
  return addStored(loaded, upload, storeFile(loaded.env, file, upload.kind));
}

/** What stands at the address is fetched later, by the work on the document. */
export async function addAddress(
  adding: Adding,
  { address, tags = [] }: { address: string; tags?: string[] },
): Promise<Document> {
  const loaded = await withLibrary(adding);
  const before = await findBefore(loaded);
  if (before !== null) return before;
  const { host, pathname, href } = new URL(address);
  return insert(loaded, newId("doc"), {
    title: cleanTitle(`${host}${pathname === "/" ? "" : pathname}`) ?? "?",
    // What it really is shows when it is fetched.
    kind: "html",
    source: "address",
    address: href,
    language: null,
    tags,
    bytes: 0,
  });
}

async function withLibrary(adding: Adding): Promise<Adding<LibraryId>> {
  const { id } = await loadLibrary(adding.env, adding.reader, adding.library);
  return { ...adding, library: id };
}

/** A document whose bytes are given. Whether the reader may add to the library is the caller's to ask. */
export async function addStored(
  adding: Adding<LibraryId>,
  document: Described,
  store: StoreOriginal,
): Promise<Document> {
  const before = await findBefore(adding);
  if (before !== null) return before;
  const id = newId("doc");
  const key = keyOf(adding, id);
  await scheduleRecovery(adding.env, key);
  const stored = await store(originalKey(key, 1));
  if (stored === null) throw new Problem("internal", "An id was given twice.");
  return insert(adding, id, { ...document, address: null, ...stored });
}

async function insert(
  adding: Adding<LibraryId>,
  id: DocumentId,
  document: Omit<NewDocumentRow, "id" | "reader" | "library" | "idempotencyKey">,
): Promise<Document> {
  const { env, reader, library, idempotencyKey } = adding;
  const key = keyOf(adding, id);
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
  if (document.source === "address") await scheduleRecovery(env, key);
  return beginWork(env, reader, row);
}

async function findBefore({ env, reader, idempotencyKey }: Adding): Promise<Document | null> {
  if (idempotencyKey === undefined) return null;
  const before = await findByRequest(openDirectory(env.DB), reader, idempotencyKey);
  if (before === "gone") throw new Problem("conflict", "The document that this request made is deleted.");
  return before;
}

const keyOf = ({ reader: { organization }, library }: Adding<LibraryId>, document: DocumentId) => ({
  organization,
  library,
  document,
});
