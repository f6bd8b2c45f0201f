import { Hono, type Context } from "hono";
import { z } from "zod";
import { isDocumentId, type DocumentId } from "../../shared/ids.ts";
import type { Document, DocumentText, NoteText } from "../../shared/knowledge.ts";
import { openDirectory } from "../directory/directory.ts";
import { deleteDocument, listDocuments, listThere } from "../knowledge/records/documents.ts";
import { beginAgain } from "../knowledge/records/ingests.ts";
import { originalKey, readJson, textKey, type StoredText } from "../knowledge/records/files.ts";
import { startIngest } from "../knowledge/records/start-ingest.ts";
import { tendDocument } from "../knowledge/documents/recover-document.ts";
import { addAddress, addNote, tellLibrary } from "../knowledge/documents/add-document.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { encodeFileName } from "./file-name.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { loadDocument, loadLibrary, loadManagedDocument, readerOf } from "./load-knowledge.ts";
import { newDocumentShape, noteShape } from "./schemas/knowledge.ts";
import { nextNote } from "../knowledge/documents/next-version.ts";
import { notFound, Problem } from "../problems/problem.ts";

/** Text in one answer, UTF-16 units. */
const MAX_TEXT_PAGE = 200_000;

export const libraryDocuments = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const library = await loadLibrary(c);
    return ok<Document[]>(c, await listDocuments(openDirectory(c.env.DB), readerOf(c), library.id));
  })
  .post("/", async (c) => {
    const library = await loadLibrary(c);
    const body = await readBody(c, newDocumentShape);
    const adding = {
      env: c.env,
      reader: readerOf(c),
      library: library.id,
      idempotencyKey: idempotencyKey(c.req.raw.headers),
    };
    const added = "address" in body ? await addAddress(adding, body) : await addNote(adding, noteOf(body));
    return ok<Document>(c, added, 201);
  });

/** What a room shows of its sources is asked for at once. */
const idsShape = z.array(z.string().refine(isDocumentId)).min(1).max(50);

export const documents = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const ids = idsShape.safeParse(c.req.query("ids")?.split(","));
    if (!ids.success) throw new Problem("bad_type", "Ask for 1 to 50 documents.");
    return ok<DocumentId[]>(c, await listThere(openDirectory(c.env.DB), readerOf(c), ids.data));
  })
  .get("/:document", async (c) => ok<Document>(c, await loadDocument(c)))
  /** Found by nobody from now on; what it left is collected behind the answer, and again until all of it is gone. */
  .delete("/:document", async (c) => {
    const { id: document, library } = await loadManagedDocument(c);
    const { organization } = readerOf(c);
    const now = Date.now();
    const key = { organization, library, document };
    if (!(await deleteDocument(openDirectory(c.env.DB), organization, document, now))) throw notFound();
    await tellLibrary(c.env, library, { removed: document });
    c.executionCtx.waitUntil(collect(c, key, now));
    return ok(c, null);
  })
  .put("/:document/note", async (c) => {
    const document = await loadManagedDocument(c);
    if (document.kind !== "note") throw new Problem("bad_type", "Only a note is written here.");
    const note = noteOf(await readBody(c, noteShape));
    const renewing = {
      env: c.env,
      reader: readerOf(c),
      document,
      idempotencyKey: idempotencyKey(c.req.raw.headers),
    };
    return ok<Document>(c, await nextNote(renewing, note));
  })
  .post("/:document/retry", async (c) => {
    const { id } = await loadManagedDocument(c);
    const begun = await beginAgain(openDirectory(c.env.DB), id, Date.now());
    if (begun === null) throw new Problem("conflict", "It has not failed.");
    const key = { organization: begun.organization, library: begun.library, document: id };
    await c.env.INDEX.getByName(begun.library).care(key, [begun.leaseUntil ?? Date.now()]);
    await startIngest(c.env, begun);
    const document = await loadDocument(c);
    await tellLibrary(c.env, document.library, document);
    return ok<Document>(c, document);
  })
  .get("/:document/text", async (c) => {
    const { id: document, library, readyVersion } = await loadDocument(c);
    const from = numberOf(c.req.query("from"), 0, Number.MAX_SAFE_INTEGER);
    const length = numberOf(c.req.query("length"), 20_000, MAX_TEXT_PAGE);
    if (readyVersion === null) throw notFound();
    const key = textKey({ ...readerOf(c), library, document }, readyVersion);
    const stored = await readJson<StoredText>(c.env.FILES, key);
    if (stored === null) throw notFound();
    const { text, marks } = stored;
    return ok<DocumentText>(c, {
      document,
      version: readyVersion,
      from: Math.min(from, text.length),
      text: text.slice(from, from + length),
      total: text.length,
      ...(c.req.query("marks") === "1" ? { marks } : {}),
    });
  })
  /** Never shown by the browser as a page of ours, whatever it is: a download, of no type, in a sandbox. */
  .get("/:document/original", async (c) => {
    const { id: document, library, version, title, kind } = await loadDocument(c);
    const original = await c.env.FILES.get(originalKey({ ...readerOf(c), library, document }, version));
    if (original === null) throw notFound();
    const name = kind === "note" && !title.endsWith(".md") ? `${title}.md` : title;
    c.header("content-type", "application/octet-stream");
    c.header("content-length", String(original.size));
    c.header("content-disposition", `attachment; filename*=UTF-8''${encodeFileName(name)}`);
    return c.body(original.body);
  });

function noteOf({
  title,
  text,
  tags,
}: {
  title: string;
  text: string;
  tags?: string[] | undefined;
}): NoteText {
  return { title, text, ...(tags === undefined ? {} : { tags }) };
}

async function collect(c: Context<TenantEdge>, key: Parameters<typeof tendDocument>[1], now: number) {
  const again = await tendDocument(c.env, key, now);
  if (again !== null) await c.env.INDEX.getByName(key.library).care(key, [again]);
}

function numberOf(query: string | undefined, fallback: number, most: number): number {
  if (query === undefined) return fallback;
  const value = Number(query);
  if (!/^[0-9]{1,15}$/.test(query)) throw new Problem("bad_type", "That is no number.");
  return Math.min(value, most);
}
