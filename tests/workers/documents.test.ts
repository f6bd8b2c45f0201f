import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { countCited } from "../../server/knowledge/records/count-cited.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { sweep } from "../../server/sweep.ts";
import { originalKey } from "../../server/knowledge/records/files.ts";
import { paths } from "../../shared/api.ts";
import { makeId, type OrganizationId } from "../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import {
  knowledgePaths,
  type Document,
  type DocumentText,
  type SearchReport,
} from "../../shared/knowledge.ts";
import { INGEST_LEASE, MAX_INGEST_ATTEMPTS, MAX_NOTE_LENGTH, REMEMBERED_FOR } from "../../shared/limits.ts";
import { makeDocx } from "../knowledge/support/make-docx.ts";
import { makePdf } from "../knowledge/support/make-pdf.ts";
import {
  addNote,
  documentOf,
  filesOf,
  settled,
  teamWithLibrary,
  upload,
  uploadTo,
} from "./support/library.ts";
import type { Person } from "./support/person.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";
import { makeWebhook, Receiver } from "./support/webhooks.ts";
import { eventually, until } from "../support/eventually.ts";

const found = async (library: string, query: string) => {
  const index = env.INDEX.getByName(library);
  const { hits } = await index.search(query, 5);
  return index.read(hits.map(({ id }) => id));
};

describe("a document", () => {
  it("INGEST-1: a note is found by its words once it is ready", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const note = await addNote(
      ada,
      { organization, library: library.id },
      "Coffee",
      "# Coffee\n\nCleaned on Tuesdays.",
    );
    expect(note).toMatchObject({
      title: "Coffee",
      kind: "note",
      state: "stored",
      version: 1,
      readyVersion: null,
    });
    const ready = await settled(grace, organization, note);
    expect(ready).toMatchObject({ state: "ready", chunks: 1, readyVersion: 1, mayManage: false });
    const [chunk] = await found(library.id, "when is it cleaned");
    expect(chunk?.text).toContain("Tuesdays");
    const path = knowledgePaths.documentPart(organization, note.id, "text");
    const text = await ada.must(ada.get<DocumentText>(`${path}?marks=1`));
    expect(text).toMatchObject({ marks: [{ kind: "heading", label: "Coffee", level: 1, offset: 0 }] });
    expect(text.text.slice(chunk?.place.from, chunk?.place.to)).toBe(chunk?.text);
    const page = await ada.must(ada.get<DocumentText>(`${path}?from=2&length=6`));
    expect(page).toMatchObject({ from: 2, text: "Coffee", total: text.total });
    // INGEST-10: marks are sent once, to clients that ask for them.
    expect(page).not.toHaveProperty("marks");
  });

  it.each<[string, () => string | Uint8Array, object]>([
    ["handbook.pdf", () => makePdf([["Lunch is at noon."], ["Tea is at four."]]), { kind: "pdf", pages: 2 }],
    ["rules.docx", () => makeDocx(["# Rules", "Lunch is at noon."]), { kind: "docx" }],
    ["page.html", () => "<!doctype html><h1>Rules</h1><p>Lunch is at noon.", { kind: "html" }],
    ["times.csv", () => "What,When\nLunch,noon\n", { kind: "csv" }],
    ["times.json", () => '{"lunch":"noon"}', { kind: "json" }],
    ["lunch.py", () => "def lunch():\n    return 'noon'\n", { kind: "code", language: "python" }],
    ["lunch.txt", () => "Lunch is at noon.", { kind: "text" }],
    ["LICENSE", () => "Lunch is at noon.", { kind: "text" }],
  ])("INGEST-3: %s is read", async (name, make, expected) => {
    const { ada, organization, library } = await teamWithLibrary();
    const added = await uploadTo(ada, { organization, library: library.id }, name, make());
    expect(added).toMatchObject({ title: name, source: "upload", state: "stored" });
    expect(await settled(ada, organization, added)).toMatchObject({ state: "ready", ...expected });
    expect((await found(library.id, "lunch"))[0]?.text).toMatch(/lunch/i);
  });

  it("DOCUMENT-2: a new version is found in place of the old one, which stays until then", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const first = await settled(ada, organization, await uploadTo(ada, shelf, "a.md", "The door is green."));
    const path = knowledgePaths.documentPart(organization, first.id, "file");
    const next: Document = (await upload(ada, path, "b.md", "The door is blue.")).body.data;
    expect(next).toMatchObject({ id: first.id, title: "b.md", version: 2, readyVersion: 1 });
    expect(await settled(ada, organization, next)).toMatchObject({ readyVersion: 2 });
    expect((await found(library.id, "door")).map(({ text }) => text)).toEqual(["The door is blue."]);
    await until(async () => (await filesOf(organization)).every((key) => !/\/1(\.|$)/.test(key)));
    // A version that cannot be read leaves the previous version in place.
    const bad: Document = (await upload(ada, path, "b.pdf", "no PDF")).body.data;
    expect(await settled(ada, organization, bad)).toMatchObject({
      state: "failed",
      failure: "wrong_type",
      readyVersion: 2,
    });
    expect((await found(library.id, "door")).map(({ text }) => text)).toEqual(["The door is blue."]);
  });

  it("DOCUMENT-9: a file of a known name is its next version, another document, or refused, as the request says", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.files(organization, library.id);
    const parking = (code: string) =>
      `# Parking\n\nThe code of the visitor car park is ${code}, and it changes each quarter.`;
    const send = (person: Person, code: string, query = "", key = code) =>
      upload(person, `${path}${query}`, "parking.md", parking(code), { "idempotency-key": key });
    const first = (await send(ada, "7741", "?sameName=version")).body.data.id;
    await settled(ada, organization, { id: first });
    const again = await send(ada, "7741", "?sameName=version");
    expect([again.body.data.id, again.body.data.version]).toEqual([first, 1]);
    // A key stands for one request: another question about the name is another request.
    expect(codeOf(await send(ada, "7741", "?sameName=refuse"))).toBe("conflict");
    expect(codeOf(await send(ada, "9902", "?sameName=refuse", "a-new-key"))).toBe("conflict");
    expect(codeOf(await send(ada, "9902", "?sameName=perhaps", "another-key"))).toBe("bad_type");
    const next = (await send(ada, "9902", "?sameName=version")).body.data;
    expect([next.id, next.version]).toEqual([first, 2]);
    await settled(ada, organization, { id: first });
    // Grace may not change what Ada has added.
    const hers = (await send(grace, "1234", "?sameName=version")).body.data;
    expect(hers).toMatchObject({ version: 1, title: "parking.md" });
    await settled(ada, organization, hers);
    const { hits } = await ada.must(
      ada.get<SearchReport>(knowledgePaths.search(organization, "code of the visitor car park")),
    );
    expect(hits.map(({ text }) => text.match(/\d{4}/)?.[0]).toSorted()).toEqual(["1234", "9902"]);
    for (const { title } of hits) expect(title).toMatch(/^parking\.md \(\d{4}-\d\d-\d\d/);
    expect(new Set(hits.map(({ title }) => title)).size).toBe(2);
    expect(hits.map(({ differs }) => differs)).toEqual([undefined, [hits[1]?.text.match(/\d{4}/)?.[0]]]);
  });

  it("DOCUMENT-2: a note is written again", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const note = await addNote(ada, { organization, library: library.id }, "Door", "It is green.");
    await settled(ada, organization, note);
    const path = knowledgePaths.documentPart(organization, note.id, "note");
    expect(codeOf(await grace.send("PUT", path, { title: "Mine", text: "x" }))).toBe("forbidden");
    const next = await ada.must(
      ada.send<Document>("PUT", path, { title: "Doors", text: "They are red.", tags: ["a"] }),
    );
    expect(await settled(ada, organization, next)).toMatchObject({ title: "Doors", version: 2, tags: ["a"] });
    expect((await found(library.id, "red")).map(({ title }) => title)).toEqual(["Doors"]);
  });

  it("DOCUMENT-1: the same request again adds one document; what is too long is refused", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    ada.headers = { ...ada.headers, "idempotency-key": "once" };
    const [first, second] = [await addNote(ada, shelf, "a", "b"), await addNote(ada, shelf, "a", "b")];
    expect(second.id).toBe(first.id);
    const file = knowledgePaths.files(organization, library.id);
    const key = { "idempotency-key": "file" };
    const [one, two] = [
      await upload(ada, file, "a.txt", "x", key),
      await upload(ada, file, "a.txt", "x", key),
    ];
    expect(two.body.data.id).toBe(one.body.data.id);
    ada.headers = {};
    const path = knowledgePaths.documents(organization, library.id);
    const long = await ada.post(path, { title: "long", text: "é".repeat(MAX_NOTE_LENGTH) });
    expect(long.status).toBe(201);
    expect((await ada.post(path, { title: "long", text: "x".repeat(MAX_NOTE_LENGTH + 1) })).status).toBe(400);
  });

  it("DOCUMENT-4: one that failed is tried again", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const bad = await settled(ada, organization, await uploadTo(ada, shelf, "a.pdf", "words"));
    expect(bad).toMatchObject({ state: "failed", failure: "wrong_type" });
    const retry = knowledgePaths.documentPart(organization, bad.id, "retry");
    const key = { organization, library: library.id, document: bad.id };
    await env.FILES.put(originalKey(key, 1), makePdf([["words"]]));
    expect(await ada.must(ada.post<Document>(retry))).not.toHaveProperty("failure");
    expect(await settled(ada, organization, bad)).toMatchObject({ state: "ready" });
    expect(codeOf(await ada.post(retry))).toBe("conflict");
  });

  it("DOCUMENT-5: an address that may not be asked fails, and says so", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.documents(organization, library.id);
    const added = await ada.must(ada.post<Document>(path, { address: "http://169.254.169.254/latest" }));
    expect(added).toMatchObject({ source: "address", address: "http://169.254.169.254/latest" });
    expect(await settled(ada, organization, added)).toMatchObject({
      state: "failed",
      failure: "not_fetched",
    });
  });

  it("DOCUMENT-6: answers that cite it are counted, each once", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const note = await addNote(ada, { organization, library: library.id }, "a", "b");
    const [turn, other] = [newId("turn"), newId("turn")];
    const now = Date.now();
    await countCited(env.DB, turn, [note.id, note.id], now);
    await countCited(env.DB, other, [note.id], now);
    // The state after a room died before it stored that it had reported the turn.
    await Promise.all([turn, other].map((each) => countCited(env.DB, each, [note.id], now)));
    expect((await documentOf(ada, organization, note.id)).cited).toBe(2);
    await sweep(env, now + REMEMBERED_FOR);
    const left = await env.DB.prepare("SELECT turn FROM counted_turns WHERE turn IN (?, ?)")
      .bind(turn, other)
      .all();
    expect(left.results).toEqual([]);
  });
});

describe("work that was interrupted", () => {
  it("INGEST-6: a dead lease is taken over, and given up after some attempts", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const note = await addNote(ada, { organization, library: library.id }, "a", "The door is green.");
    await settled(ada, organization, note);
    const lose = (attempt: number) =>
      env.DB.prepare(
        "UPDATE documents SET state = 'reading', instance = 'dead', lease_until = 1, attempt = ? WHERE id = ?",
      )
        .bind(attempt, note.id)
        .run();
    await lose(1);
    await sweep(env, Date.now());
    expect(await settled(ada, organization, note)).toMatchObject({ state: "ready" });
    await lose(MAX_INGEST_ATTEMPTS);
    await sweep(env, Date.now());
    expect(await settled(ada, organization, note)).toMatchObject({ state: "failed", failure: "internal" });
  });

  it("HOOK-14: a document that nobody finished tells webhooks that it failed", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const receiver = new Receiver();
    await makeWebhook(ada, organization, receiver, { events: ["document.failed"] });
    const note = await addNote(ada, { organization, library: library.id }, "a", "The door is green.");
    await settled(ada, organization, note);
    await env.DB.prepare(
      "UPDATE documents SET state = 'reading', instance = 'dead', lease_until = 1, attempt = ? WHERE id = ?",
    )
      .bind(MAX_INGEST_ATTEMPTS, note.id)
      .run();
    await sweep(env, Date.now());
    const failed = await receiver.sent(({ type }) => type === "document.failed");
    expect(failed.data).toMatchObject({ document: { id: note.id, failure: "internal" } });
  });
});

describe("deletion", () => {
  it("DOCUMENT-3: a deleted document is nowhere, at once for people and soon in every store (R34)", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const note = await settled(ada, organization, await addNote(ada, shelf, "canary", "canary words"));
    expect(await blocksWith(library.id, "canari")).toBeGreaterThan(0);
    const path = knowledgePaths.document(organization, note.id);
    expect(codeOf(await grace.delete(path))).toBe("forbidden");
    await ada.must(ada.delete(path));
    expect(codeOf(await ada.get(path))).toBe("not_found");
    expect(codeOf(await ada.get(`${path}/text`))).toBe("not_found");
    expect(codeOf(await ada.get(`${path}/original`))).toBe("not_found");
    await until(async () => (await filesOf(organization)).length === 0);
    expect(await found(library.id, "canary")).toEqual([]);
    await runInDurableObject(
      env.INDEX.getByName(library.id),
      (_, { storage }) => void storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'drop-words'"),
    );
    await runDurableObjectAlarm(env.INDEX.getByName(library.id));
    await until(async () => (await blocksWith(library.id, "canari")) === 0);
    await until(async () => (await vectorsOf(note)).length === 0);
    expect(await rowOf(note)).toMatchObject({ title: "" });
    await sweep(env, Date.now() + INGEST_LEASE + 1);
    expect(await rowOf(note)).toBeNull();
  });

  it("LIBRARY-6: a deleted library takes everything in it along (R34)", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const note = await settled(ada, organization, await addNote(ada, shelf, "canary", "canary words"));
    const late = await addNote(ada, shelf, "late canary", "more words");
    await ada.must(ada.delete(knowledgePaths.library(organization, library.id)));
    expect(codeOf(await ada.get(knowledgePaths.document(organization, note.id)))).toBe("not_found");
    await sweep(env, Date.now());
    await sweep(env, Date.now() + INGEST_LEASE + 1);
    await until(async () => (await filesOf(organization)).length === 0);
    expect(await found(library.id, "words")).toEqual([]);
    expect([await rowOf(note), await rowOf(late)]).toEqual([null, null]);
    const left = await env.DB.prepare("SELECT id FROM libraries WHERE id = ? AND name <> ''")
      .bind(library.id)
      .first();
    expect(left).toBeNull();
    await until(async () => (await vectorsOf(note)).length === 0);
  });
});

const rowOf = ({ id }: Document) => env.DB.prepare("SELECT * FROM documents WHERE id = ?").bind(id).first();

/** Number of blocks of the full-text index that contain a word (in its stemmed form), including deleted ones. */
const blocksWith = (library: string, word: string) =>
  runInDurableObject(
    env.INDEX.getByName(library),
    (_, { storage }) =>
      storage.sql
        .exec("SELECT id FROM chunk_words_data WHERE instr(block, CAST(? AS BLOB)) > 0", word)
        .toArray().length,
  );

const vectorsOf = ({ id }: Document) => env.VECTORIZE.getByIds([`${id.slice("doc_".length)}.1.0`]);

describe("who brought it in", () => {
  it("INGEST-11: is told on every device when it is ready, and when it cannot be read; nobody else is", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const [phone, desk, other] = [
      await openInbox(ada, organization),
      await openInbox(ada, organization),
      await openInbox(grace, organization),
    ];
    const good = await uploadTo(ada, shelf, "lunch.txt", "Lunch is at noon.");
    const bad = await uploadTo(ada, shelf, "broken.pdf", "no PDF");
    const news = [
      { type: "document", document: { id: good.id, title: "lunch.txt", state: "ready" } },
      {
        type: "document",
        document: { id: bad.id, title: "broken.pdf", state: "failed", failure: "wrong_type" },
      },
    ];
    for (const frames of [phone, desk])
      await eventually(() => expect(frames.filter(isNews)).toEqual(expect.arrayContaining(news)));
    expect(other.filter(isNews)).toEqual([]);
  });
});

const isNews = (frame: unknown): boolean =>
  typeof frame === "object" && frame !== null && "type" in frame && frame.type === "document";

/** Opens an inbox socket; returns everything that it receives. */
async function openInbox(person: Person, organization: OrganizationId): Promise<unknown[]> {
  const response = await exports.default.fetch(`${ORIGIN}${paths.inboxSocket(organization)}`, {
    headers: { upgrade: "websocket", origin: ORIGIN, cookie: person.cookie },
  });
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${response.status}`);
  const frames: unknown[] = [];
  socket.addEventListener("message", ({ data }) => frames.push(JSON.parse(String(data))));
  socket.accept();
  const device = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null }));
  await eventually(() => expect(frames.length).toBeGreaterThan(0));
  return frames;
}
