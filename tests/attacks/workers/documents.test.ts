import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { findRow } from "../../../server/knowledge/records/documents.ts";
import { openDirectory } from "../../../server/directory/directory.ts";
import { newId } from "../../../server/directory/random-ids.ts";
import { chunkId } from "../../../server/bindings/chunk.ts";
import { packKey, originalKey } from "../../../server/knowledge/records/files.ts";
import { IngestSteps } from "../../../server/knowledge/ingest/ingest-steps.ts";
import { recoverDocument, UPLOAD_TIME } from "../../../server/knowledge/documents/recover-document.ts";
import { knowledgePaths, type Document, type SearchReport } from "../../../shared/knowledge.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../shared/limits.ts";
import {
  addNote,
  filesOf,
  settled,
  teamWithLibrary,
  upload,
  uploadTo,
} from "../../workers/support/library.ts";
import { codeOf, ORIGIN } from "../../workers/support/visitor.ts";

describe("files that lie", () => {
  it.each([
    ["a page as an image of a document", "report.pdf", "<html><script>alert(1)</script>", "wrong_type"],
    ["SVG as text", "logo.txt", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture"],
    [
      "a picture as markdown",
      "notes.md",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0),
      "picture",
    ],
    [
      "a program without an extension",
      "setup",
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0),
      "wrong_type",
    ],
    ["a film of an unknown kind", "film.mkv", Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0, 0), "wrong_type"],
  ])("attack 92: %s fails, others are unaffected (INGEST-2)", async (_, name, content, failure) => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const [bad, good] = [
      await uploadTo(ada, shelf, name, content),
      await uploadTo(ada, shelf, "good.md", "fine"),
    ];
    expect(await settled(ada, organization, bad)).toMatchObject({ state: "failed", failure });
    expect(await settled(ada, organization, good)).toMatchObject({ state: "ready" });
  });

  it("attack 92: an original is never shown as a page of ours (DOCUMENT-7)", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const page = await uploadTo(ada, shelf, 'x"; filename=evil.html', "<script>alert(1)</script>");
    const answer = await ada.get(knowledgePaths.documentPart(organization, page.id, "original"));
    expect(answer.text).toBe("<script>alert(1)</script>");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename*=UTF-8''x%22%3B%20filename%3Devil.html",
    );
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  });

  it("attack 93: a bomb fails as `not_readable`, others are unaffected", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const deep = await uploadTo(ada, shelf, "deep.json", "[".repeat(200_000) + "]".repeat(200_000));
    const zip = await uploadTo(ada, shelf, "bomb.docx", "PK\u0003\u0004".padEnd(2_000, "\0"));
    const good = await uploadTo(ada, shelf, "good.md", "fine");
    expect(await settled(ada, organization, deep)).toMatchObject({
      state: "failed",
      failure: "not_readable",
    });
    expect(await settled(ada, organization, zip)).toMatchObject({ state: "failed", failure: "not_readable" });
    expect(await settled(ada, organization, good)).toMatchObject({ state: "ready" });
  });
});

describe("names of files", () => {
  it.each([
    ["../../../etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["/org_x/lib_y/doc_z/1", "1"],
    ["photo\u202Egpj.exe", "photogpj.exe"],
    ["a\u0000b\u001b[31mc\r\nx-evil: 1.md", "a b [31mc x-evil: 1.md"],
    [`${"long ".repeat(800)}.md`, ""],
  ])("attack 95: %j is data (DOCUMENT-7)", async (name, title) => {
    const { ada, organization, library } = await teamWithLibrary();
    const added = await uploadTo(ada, { organization, library: library.id }, name, "words");
    if (name.length < 200) expect(added.title).toBe(title);
    expect(added.title.length).toBeLessThanOrEqual(200);
    const keys = await filesOf(organization);
    expect(keys[0]).toBe(`${organization}/${library.id}/${added.id}/1`);
  });

  it.each(["", "..", "%ff", "%E2%80%AE", "%20", "/"])("attack 95: %j is no name", async (encoded) => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    expect((await upload(ada, path, "x", "words", { "x-file-name": encoded })).status).toBe(400);
    expect(await filesOf(organization)).toEqual([]);
  });
});

describe("uploads", () => {
  it("attack 96: a file that is not as long as was declared leaves nothing (DOCUMENT-7)", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    for (const declared of ["500", "9999999999999"]) {
      const answer = await upload(ada, path, "a.txt", "ten bytes.", { "content-length": declared });
      expect([400, 413], declared).toContain(answer.status);
    }
    expect(await filesOf(organization)).toEqual([]);
    expect(await ada.must(ada.get<Document[]>(knowledgePaths.documents(organization, library.id)))).toEqual(
      [],
    );
  });

  it("attack 96: of a longer body only what was declared is there", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    const answer = await upload(ada, path, "a.txt", "ten bytes.", { "content-length": "3" });
    const [file] = (await env.FILES.list({ prefix: organization })).objects;
    expect([answer.status, file?.size]).toEqual(answer.status === 201 ? [201, 3] : [400, undefined]);
  });

  it("attack 96: more than fits is refused by what it declares", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    for (const [name, bytes] of [
      ["a.pdf", MAX_PDF_BYTES + 1],
      ["a.txt", MAX_DOCUMENT_BYTES + 1],
    ] as const)
      expect((await upload(ada, path, name, "x", { "content-length": String(bytes) })).status).toBe(413);
  });

  it("attack 96: bytes are taken from our pages, and where files are taken, only", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    expect((await upload(ada, path, "a.txt", "x", { origin: "https://evil.example" })).status).toBe(403);
    expect((await upload(ada, path, "a.txt", "x", { "content-type": "text/plain" })).status).toBe(403);
    expect((await upload(ada, path, "a.txt", "x", { "content-type": "multipart/form-data" })).status).toBe(
      403,
    );
    const elsewhere = knowledgePaths.library(organization, library.id);
    expect((await upload(ada, elsewhere, "a.txt", "x")).status).toBe(403);
    const anonymous = await exports.default.fetch(`${ORIGIN}${path}`, {
      method: "PUT",
      body: "x",
      headers: { origin: ORIGIN, "content-type": "application/octet-stream", "x-file-name": "a.txt" },
    });
    expect(anonymous.status).toBe(401);
  });

  it("an upload that was killed before its commit is seen by nobody and collected (R26, DOCUMENT-1)", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const key = { organization, library: library.id, document: newId("doc") };
    await env.FILES.put(originalKey(key, 1), "canary");
    expect(codeOf(await ada.get(knowledgePaths.document(organization, key.document)))).toBe("not_found");
    // The upload may have ended just now, and its row may not be written yet. So the file is kept.
    expect(await recoverDocument(env, key, Date.now())).toBeGreaterThan(Date.now() + UPLOAD_TIME - 60_000);
    expect(await filesOf(organization)).toHaveLength(1);
    expect(await recoverDocument(env, key, Date.now() + UPLOAD_TIME + 1_000)).toBeNull();
    expect(await filesOf(organization)).toEqual([]);
    // The same for a new version of a document: the existing version stays.
    const note = await settled(
      ada,
      organization,
      await addNote(ada, { organization, library: library.id }, "a", "b"),
    );
    const of = { organization, library: library.id, document: note.id };
    await env.FILES.put(originalKey(of, 2), "canary");
    const due = await recoverDocument(env, of, Date.now());
    expect(due).toBeGreaterThan(Date.now());
    expect(await recoverDocument(env, of, Date.now() + UPLOAD_TIME + 1_000)).toBeNull();
    expect((await filesOf(organization)).some((name) => name.endsWith("/2"))).toBe(false);
    expect((await filesOf(organization)).some((name) => name.endsWith("/1"))).toBe(true);
  });
});

describe("steps that run again", () => {
  it("each step of an ingestion, twice and out of order, changes nothing (R24, INGEST-1)", async () => {
    const { organization, library, note, ready } = await readyNote();
    const params = { organization, library, document: note.id, version: 1, attempt: 1 };
    const steps = new IngestSteps(env, params, "of before");
    for (const step of [
      () => steps.activate(1),
      () => steps.embed(0, 1),
      () => steps.cut(),
      () => steps.read(),
    ])
      expect(await step()).toEqual({ type: "over" });
    await steps.fail("internal");
    await steps.tidy();
    const row = await findRow(openDirectory(env.DB), note.id);
    expect(row).toMatchObject({ state: "ready", readyVersion: 1, updatedAt: ready.updatedAt, failure: null });
  });

  it("of two instances at once the one with the lease works, and repeats itself without harm (R24)", async () => {
    const { organization, library, note, ada } = await readyNote();
    await env.DB.prepare(
      "UPDATE documents SET instance = 'mine', lease_until = ?, state = 'stored' WHERE id = ?",
    )
      .bind(Date.now() + 60_000, note.id)
      .run();
    const params = { organization, library, document: note.id, version: 1, attempt: 2 };
    const [mine, other] = [new IngestSteps(env, params, "mine"), new IngestSteps(env, params, "other")];
    for (let i = 0; i < 2; i++) {
      expect((await mine.read()).type).toBe("done");
      expect((await other.read()).type).toBe("over");
      expect(await mine.cut()).toEqual({ type: "done", value: 1 });
      expect((await mine.embed(0, 1)).type).toBe("done");
    }
    expect((await mine.activate(1)).type).toBe("done");
    expect((await mine.activate(1)).type).toBe("over");
    const index = env.INDEX.getByName(library);
    expect((await index.search("door", 10)).hits).toHaveLength(1);
    expect(await settled(ada, organization, note)).toMatchObject({ state: "ready", chunks: 1 });
  });

  it("a version that was switched to and overtaken before it could say so is found, when the next cannot be read (R24, INGEST-6)", async () => {
    const { organization, library, note, ada } = await readyNote();
    const key = { organization, library, document: note.id };
    const chunk = { id: chunkId(note.id, 2, 0), document: note.id, version: 2, place: { from: 0, to: 18 } };
    const index = env.INDEX.getByName(library);
    // The state that a crash leaves: the index has version 2, the directory has version 1, and version 3 has failed.
    await index.put({ document: note.id, version: 2, title: "Door" }, [
      { ...chunk, text: "The door is violet." },
    ]);
    await index.activate({ document: note.id, version: 2, title: "Door" });
    await env.FILES.put(originalKey(key, 2), "The door is violet.");
    await env.DB.prepare(
      "UPDATE documents SET version = 3, state = 'failed', failure = 'not_readable' WHERE id = ?",
    )
      .bind(note.id)
      .run();
    const hits = async () =>
      (await ada.must(ada.get<SearchReport>(knowledgePaths.search(organization, "violet door")))).hits;
    expect(await hits()).toEqual([]);
    await recoverDocument(env, key, Date.now());
    expect(await hits()).toMatchObject([{ document: note.id, version: 2, text: "The door is violet." }]);
    expect((await filesOf(organization)).filter((name) => name.includes(note.id))).toEqual([
      originalKey(key, 2),
    ]);
    expect(await findRow(openDirectory(env.DB), note.id)).toMatchObject({
      readyVersion: 2,
      chunks: 1,
      state: "failed",
    });
  });

  it("who was still at it when the document was deleted writes nothing that stays (R34, DOCUMENT-3)", async () => {
    const { organization, library, note, ada } = await readyNote();
    const key = { organization, library, document: note.id };
    const pack = await env.FILES.get(packKey(key, 1, 0));
    const chunks = (await pack?.json<[]>()) ?? [];
    await ada.must(ada.delete(knowledgePaths.document(organization, note.id)));
    await recoverDocument(env, key, Date.now());
    const index = env.INDEX.getByName(library);
    await index.put({ document: note.id, version: 2, title: "x" }, chunks);
    await index.activate({ document: note.id, version: 1, title: "x" });
    expect((await index.search("door", 10)).hits).toEqual([]);
  });

  it("a text is embedded once for each model (INGEST-7)", async () => {
    const { organization, library, ada } = await readyNote();
    const before = (await env.CACHE.list({ prefix: "embedding/" })).keys.length;
    const again = await addNote(ada, { organization, library }, "Door", "The door is green.");
    await settled(ada, organization, again);
    expect((await env.CACHE.list({ prefix: "embedding/" })).keys.length).toBe(before);
    expect(before).toBeGreaterThan(0);
  });
});

async function readyNote(title = "Door") {
  const { ada, organization, library } = await teamWithLibrary();
  const note = await addNote(ada, { organization, library: library.id }, title, "The door is green.");
  const ready = await settled(ada, organization, note);
  return { ada, organization, library: library.id, note, ready };
}
