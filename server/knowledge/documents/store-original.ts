/** How the bytes of a version get into R2. */
import type { DocumentKind } from "../../../shared/knowledge.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { Problem } from "../../problems/problem.ts";
import { storeMeasured, type MeasuredBody } from "./measured-body.ts";
import { UPLOAD_TIME } from "./recover-document.ts";

/** Puts the bytes under the key, if nothing is there. Null when something is. */
export type StoreOriginal = (key: string) => Promise<{ bytes: number } | null>;

export const storeText =
  (env: Env, text: string): StoreOriginal =>
  async (key) => {
    const bytes = new TextEncoder().encode(text);
    const put = await env.FILES.put(key, bytes, { onlyIf: { etagDoesNotMatch: "*" } });
    return put === null ? null : { bytes: bytes.length };
  };

/** Throws `too_large` at once where a file of this kind must not be so long. */
export function storeFile(env: Env, file: MeasuredBody, kind: DocumentKind): StoreOriginal {
  if (file.bytes > (kind === "pdf" ? MAX_PDF_BYTES : MAX_DOCUMENT_BYTES))
    throw new Problem("too_large", "That is too large.");
  return async (key) => {
    const begun = Date.now();
    if ((await storeMeasured(env.FILES, key, file)) === "there") return null;
    // Later the object may have been deleted as an orphan already.
    if (Date.now() - begun > UPLOAD_TIME / 2) {
      await env.FILES.delete(key);
      throw new Problem("unavailable", "That took too long. Try again.");
    }
    return { bytes: file.bytes };
  };
}
