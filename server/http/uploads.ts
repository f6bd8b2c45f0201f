import { Hono, type Context } from "hono";
import type { Document } from "../../shared/knowledge.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../shared/limits.ts";
import { kindOf } from "../knowledge/ingest/kind-of.ts";
import { UPLOAD_TIME } from "../knowledge/documents/recover-document.ts";
import { addStored, type StoreOriginal } from "../knowledge/documents/add-document.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { fileNameOf } from "./file-name.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { loadLibrary, loadManagedDocument, readerOf } from "./load-knowledge.ts";
import { storeMeasured } from "../knowledge/documents/measured-body.ts";
import { readMeasured } from "./read-measured.ts";
import { nextStored } from "../knowledge/documents/next-version.ts";
import { Problem } from "../problems/problem.ts";

/** Files themselves, as they stream in. */
export const libraryFiles = new Hono<TenantEdge>().put("/", async (c) => {
  const library = await loadLibrary(c);
  const file = describeFile(c);
  const adding = {
    env: c.env,
    reader: readerOf(c),
    library: library.id,
    idempotencyKey: idempotencyKey(c.req.raw.headers),
  };
  const added = await addStored(adding, { ...file, source: "upload", tags: [] }, storeBody(c, file.kind));
  return ok<Document>(c, added, 201);
});

export const documentFile = new Hono<TenantEdge>().put("/", async (c) => {
  const document = await loadManagedDocument(c);
  if (document.source !== "upload") throw new Problem("bad_type", "It did not come from a file.");
  const file = describeFile(c);
  const renewing = {
    env: c.env,
    reader: readerOf(c),
    document,
    idempotencyKey: idempotencyKey(c.req.raw.headers),
  };
  // Its bytes are not read to tell whether it is the same file.
  const said = [file.title, c.req.header("content-length")];
  return ok<Document>(c, await nextStored(renewing, file, said, storeBody(c, file.kind)));
});

/** The name says what the file claims to be. */
function describeFile(
  c: Context<TenantEdge>,
): Pick<Document, "title" | "kind"> & { language: string | null } {
  const title = fileNameOf(c.req.raw.headers);
  // Of a kind that nobody knows it is read as text; if it is none, that is found out from its bytes.
  return { title, ...(kindOf(title) ?? { kind: "text", language: null }) };
}

function storeBody(c: Context<TenantEdge>, kind: Document["kind"]): StoreOriginal {
  const file = readMeasured(c, kind === "pdf" ? MAX_PDF_BYTES : MAX_DOCUMENT_BYTES);
  return async (key) => {
    const begun = Date.now();
    if ((await storeMeasured(c.env.FILES, key, file)) === "there") return null;
    // Later the object may have been collected already.
    if (Date.now() - begun > UPLOAD_TIME / 2) {
      await c.env.FILES.delete(key);
      throw new Problem("unavailable", "That took too long. Try it again.");
    }
    return { bytes: file.bytes };
  };
}
