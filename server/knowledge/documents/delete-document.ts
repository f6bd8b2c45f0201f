import type { DocumentKey } from "../../bindings/document-key.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { notFound } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { markDocumentDeleted } from "../records/documents.ts";
import { tellLibrary } from "./begin-work.ts";
import { loadManagedDocument } from "./load-document.ts";
import { recoverDocument } from "./recover-document.ts";

/** From now on it is found by nobody. What it left is deleted by `deleteRemains`, which the caller starts. */
export async function deleteDocument(
  env: Env,
  reader: Reader,
  id: string,
  now: number,
): Promise<DocumentKey> {
  const { id: document, library } = await loadManagedDocument(env, reader, id);
  const { organization } = reader;
  if (!(await markDocumentDeleted(openDirectory(env.DB), organization, document, now))) throw notFound();
  await tellLibrary(env, library, { removed: document });
  return { organization, library, document };
}

/** Deletes what a deleted document left: now, and again until all of it is gone. */
export async function deleteRemains(env: Env, key: DocumentKey, now: number): Promise<void> {
  const again = await recoverDocument(env, key, now);
  if (again !== null) await env.INDEX.getByName(key.library).recoverAt(key, [again]);
}
