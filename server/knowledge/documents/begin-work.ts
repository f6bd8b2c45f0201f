import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { findDocument, type DocumentRow } from "../records/documents.ts";
import { startIngest } from "../records/start-ingest.ts";

/** Starts the work on a document whose row is there, and tells those who watch the library. */
export async function beginWork(env: Env, reader: Reader, row: DocumentRow): Promise<Document> {
  await startIngest(env, row);
  const document = await findDocument(openDirectory(env.DB), reader, row.id);
  if (document === null) throw notFound();
  await tellLibrary(env, row.library, document);
  return document;
}

/** Tells those who watch the library. A failure is only logged: who comes back gets the whole list. */
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
