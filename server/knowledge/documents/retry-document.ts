import type { Document } from "../../../shared/knowledge.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { Problem } from "../../problems/problem.ts";
import type { Reader } from "../libraries/libraries.ts";
import { beginAgain } from "../records/ingests.ts";
import { beginWork } from "./begin-work.ts";
import { loadManagedDocument } from "./load-document.ts";

/** Begins the work again on a document that has failed. */
export async function retryDocument(env: Env, reader: Reader, id: string): Promise<Document> {
  const { id: document, library } = await loadManagedDocument(env, reader, id);
  const begun = await beginAgain(openDirectory(env.DB), document, Date.now());
  if (begun === null) throw new Problem("conflict", "This document has not failed.");
  const key = { organization: reader.organization, library, document };
  await env.INDEX.getByName(library).recoverAt(key, [begun.leaseUntil ?? Date.now()]);
  return beginWork(env, reader, begun);
}
