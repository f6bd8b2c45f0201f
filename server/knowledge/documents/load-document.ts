/** How a document is loaded: through its library, by those who may read that, or not at all. */
import { isDocumentId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { findDocument } from "../records/documents.ts";

/** Throws `not_found` where there is none, or none for this reader. `id` is what the caller sent. */
export async function loadDocument({ DB }: Pick<Env, "DB">, reader: Reader, id: string): Promise<Document> {
  const document = isDocumentId(id) ? await findDocument(openDirectory(DB), reader, id) : null;
  if (document === null) throw notFound();
  return document;
}

/** As `loadDocument`; throws `forbidden` where the reader may not change it. */
export async function loadManagedDocument(
  env: Pick<Env, "DB">,
  reader: Reader,
  id: string,
): Promise<Document> {
  const document = await loadDocument(env, reader, id);
  if (!document.mayManage)
    throw new Problem("forbidden", "Only the person who added the document can do this.");
  return document;
}
