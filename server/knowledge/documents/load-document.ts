/** How libraries and documents are loaded: through the reader's membership and the library's readers, or not at all. */
import { isDocumentId, isLibraryId } from "../../../shared/ids.ts";
import type { Document, Library } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { findLibrary, type Reader } from "../libraries/libraries.ts";
import { findDocument } from "../records/documents.ts";

type Directory = Pick<Env, "DB">;

/** Throws `not_found` where there is none, or none for this reader. `id` is what the caller sent. */
export async function loadLibrary(
  { DB }: Directory,
  reader: Reader,
  id: string | undefined,
): Promise<Library> {
  const library = isLibraryId(id) ? await findLibrary(openDirectory(DB), reader, id) : null;
  if (library === null) throw notFound();
  return library;
}

/** As `loadLibrary`; throws `forbidden` where the reader may not change it. */
export async function loadManagedLibrary(
  env: Directory,
  reader: Reader,
  id: string | undefined,
): Promise<Library> {
  const library = await loadLibrary(env, reader, id);
  if (!library.mayManage)
    throw new Problem("forbidden", "That is for who made the library, owners and admins.");
  return library;
}

/** Throws `not_found` where there is none, or none for this reader. `id` is what the caller sent. */
export async function loadDocument(
  { DB }: Directory,
  reader: Reader,
  id: string | undefined,
): Promise<Document> {
  const document = isDocumentId(id) ? await findDocument(openDirectory(DB), reader, id) : null;
  if (document === null) throw notFound();
  return document;
}

/** As `loadDocument`; throws `forbidden` where the reader may not change it. */
export async function loadManagedDocument(
  env: Directory,
  reader: Reader,
  id: string | undefined,
): Promise<Document> {
  const document = await loadDocument(env, reader, id);
  if (!document.mayManage) throw new Problem("forbidden", "That is for who added the document.");
  return document;
}
