import { Hono, type Context } from "hono";
import type { Document } from "../../shared/knowledge.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../shared/limits.ts";
import { cleanFileName } from "../knowledge/clean-title.ts";
import { kindOf } from "../knowledge/ingest/kind-of.ts";
import { UPLOAD_TIME } from "../knowledge/tend.ts";
import { addStored, type StoreOriginal } from "./add-document.ts";
import type { TenantEdge } from "./edge.ts";
import { ok } from "./envelope.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { loadLibrary, loadManagedDocument, readerOf } from "./knowledge-access.ts";
import { nextStored } from "./next-version.ts";
import { Problem } from "./problem.ts";

/** Files themselves, as they stream in. */
export const libraryFiles = new Hono<TenantEdge>().put("/", async (c) => {
  const library = await loadLibrary(c);
  const file = describeFile(c);
  const adding = { env: c.env, reader: readerOf(c), library: library.id, idempotencyKey: idempotencyKey(c) };
  const added = await addStored(adding, { ...file, source: "upload", tags: [] }, storeBody(c, file.kind));
  return ok<Document>(c, added, 201);
});

export const documentFile = new Hono<TenantEdge>().put("/", async (c) => {
  const document = await loadManagedDocument(c);
  if (document.source !== "upload") throw new Problem("bad_type", "It did not come from a file.");
  const file = describeFile(c);
  const renewing = { env: c.env, reader: readerOf(c), document, idempotencyKey: idempotencyKey(c) };
  // Its bytes are not read to tell whether it is the same file.
  const said = [file.title, c.req.header("content-length")];
  return ok<Document>(c, await nextStored(renewing, file, said, storeBody(c, file.kind)));
});

/** The name is data: it is shown, and says what the file claims to be; it is never part of a key or path. */
function describeFile(
  c: Context<TenantEdge>,
): Pick<Document, "title" | "kind"> & { language: string | null } {
  const title = cleanFileName(decodeName(c.req.header("x-file-name") ?? ""));
  if (title === null) throw new Problem("bad_type", "A file has a name.");
  // Of a kind that nobody knows it is read as text; if it is none, that is found out from its bytes.
  return { title, ...(kindOf(title) ?? { kind: "text", language: null }) };
}

function decodeName(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw new Problem("bad_type", "That is no file name.");
  }
}

/** Exactly as many bytes as were declared: R2 makes no object of fewer or more. */
function storeBody(c: Context<TenantEdge>, kind: Document["kind"]): StoreOriginal {
  const declared = c.req.header("content-length") ?? "";
  const body = c.req.raw.body;
  if (!/^[0-9]{1,12}$/.test(declared) || body === null)
    throw new Problem("bad_type", "Say how long the file is.");
  const bytes = Number(declared);
  if (bytes > (kind === "pdf" ? MAX_PDF_BYTES : MAX_DOCUMENT_BYTES))
    throw new Problem("too_large", "That is more than fits.");
  if (bytes === 0) throw new Problem("bad_type", "The file is empty.");
  return async (key) => {
    const begun = Date.now();
    const measured = new FixedLengthStream(bytes);
    const sent = body.pipeTo(measured.writable).then(
      () => true,
      () => false,
    );
    const put = await c.env.FILES.put(key, measured.readable, { onlyIf: { etagDoesNotMatch: "*" } }).catch(
      () => "broken" as const,
    );
    if (put === null) return null;
    // What was broken off has left nothing; under the same key another upload may stand, which is not ours to delete.
    if (put !== "broken" && !(await sent)) await c.env.FILES.delete(key);
    if (put === "broken" || !(await sent))
      throw new Problem("bad_type", "The file is not as long as was said.");
    // Later the object may have been collected already.
    if (Date.now() - begun > UPLOAD_TIME / 2) {
      await c.env.FILES.delete(key);
      throw new Problem("unavailable", "That took too long. Try it again.");
    }
    return { bytes };
  };
}
