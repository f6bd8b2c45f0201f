import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import { knowledgePaths, type Document } from "../../shared/knowledge.ts";
import { type Note, type NoteList, notePaths, type NoteTag } from "../../shared/notes.ts";
import { settled } from "./support/library.ts";
import { keep, keepReady, noteOf, titlesOf } from "./support/notes.ts";
import { team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

async function place() {
  const { ada, grace, organization } = await team();
  return { ada, grace, organization: organization.id };
}

describe("keeping", () => {
  it("NOTE-2: the first line is the title, and words after # are tags", async () => {
    const { ada, organization } = await place();
    const text = "# Grüße aus Köln #reise\n\nMorgen nach #東京, Gleis #12.\nhttps://example.com/#anker";
    const note = await keep(ada, organization, { text, tags: ["privat"] });
    expect(note).toMatchObject({
      title: "Grüße aus Köln",
      tags: ["privat", "reise", "東京"],
      text: "Morgen nach #東京, Gleis #12.\nhttps://example.com/#anker",
      version: 1,
      context: null,
      copy: null,
    });
    expect(await noteOf(ada, organization, note.id)).toMatchObject({ title: note.title, text: note.text });
  });

  it("NOTE-2: a single line is title and text, and no long line is cut", async () => {
    const { ada, organization } = await place();
    expect(await keep(ada, organization, { text: "Call Linus #phone" })).toMatchObject({
      title: "Call Linus",
      text: "Call Linus #phone",
      tags: ["phone"],
    });
    const long = "word ".repeat(100).trim();
    const kept = await keep(ada, organization, { text: `${long}\nmore` });
    expect(kept.text).toBe(`${long}\nmore`);
    expect(kept.title.length).toBeLessThanOrEqual(200);
  });

  it.each([[""], [" \n\u200b\n"], ["\u2800"]])("NOTE-2: nothing visible is refused: %j", async (text) => {
    const { ada, organization } = await place();
    expect(codeOf(await ada.post(notePaths.all(organization), { text }))).toBe("bad_type");
  });

  it.each([
    { text: "a", title: "\u202e" },
    { text: "a", tags: Array.from({ length: 21 }, (_, i) => `t${i}`) },
    { text: "a", context: { type: "mail", from: "ada@example.com" } },
    { text: "a", context: { type: "page", address: "javascript:alert(1)" } },
    { text: "a", context: { type: "message", room: "room_1", seq: 1 } },
    { text: "x".repeat(100_001) },
    {},
  ])("NOTE-2: what is no note is refused %#", async (body) => {
    const { ada, organization } = await place();
    expect(codeOf(await ada.post(notePaths.all(organization), body))).toBe("bad_type");
    expect(await titlesOf(ada, organization)).toEqual([]);
  });

  it("NOTE-2, NOTE-1: one request twice at once is one note, and the first notes are in one library", async () => {
    const { ada, organization } = await place();
    const headers = { "idempotency-key": "first" };
    const same = { text: "Tea" };
    const sent = await Promise.all([
      ada.send<Note>("POST", notePaths.all(organization), same, headers),
      ada.send<Note>("POST", notePaths.all(organization), same, headers),
      ada.post<Note>(notePaths.all(organization), { text: "Milk" }),
      ada.post<Note>(notePaths.all(organization), { text: "Bread" }),
    ]);
    expect(sent.some(({ status }) => status === 201)).toBe(true);
    await ada.must(ada.send<Note>("POST", notePaths.all(organization), same, headers));
    expect((await titlesOf(ada, organization)).toSorted()).toEqual(["Bread", "Milk", "Tea"]);
    const libraries = await env.DB.prepare("SELECT id FROM libraries WHERE owner = ?").bind(ada.id).all();
    expect(libraries.results).toHaveLength(1);
  });

  it("NOTE-2: a note remembers where it was captured, and a save keeps it", async () => {
    const { ada, organization } = await place();
    const context = { type: "message", room: newId("room"), seq: 3 } as const;
    const note = await keep(ada, organization, { text: "From a message", context });
    const change = { version: 1, title: "Changed", text: "Now other" };
    await ada.must(ada.send<Note>("PUT", notePaths.one(organization, note.id), change));
    expect(await noteOf(ada, organization, note.id)).toMatchObject({ context, excerpt: "Now other" });
  });
});

describe("saving", () => {
  it("NOTE-3: a save that is based on an older version changes nothing, and is told", async () => {
    const { ada, organization } = await place();
    const { id } = await keep(ada, organization, { title: "Plan", text: "one" });
    const path = notePaths.one(organization, id);
    const save = (version: number, text: string, key: string) =>
      ada.send<Note>("PUT", path, { version, title: "Plan", text }, { "idempotency-key": key });
    const saved = await ada.must(save(1, "two", "a"));
    // Long before it can be searched.
    expect(saved).toMatchObject({ version: 2, text: "two" });
    expect(codeOf(await save(1, "from the phone", "b"))).toBe("conflict");
    expect(await noteOf(ada, organization, id)).toMatchObject({ version: 2, text: "two", tags: [] });
    // The answer was lost: the same save again is no conflict.
    expect(await ada.must(save(1, "two", "a"))).toMatchObject({ version: 2, text: "two" });
    const [first, second] = await Promise.all([save(2, "three", "c"), save(2, "drei", "d")]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
    const { text, version } = await noteOf(ada, organization, id);
    expect({ text, version }).toEqual({ text: first.status === 200 ? "three" : "drei", version: 3 });
  });

  it("NOTE-11: a deleted note is nowhere any more, and nothing links to it", async () => {
    const { ada, organization } = await place();
    const gone = await keepReady(ada, organization, {
      title: "Secret",
      text: "canary-1 [[Other]]",
      tags: ["x"],
    });
    const other = await keep(ada, organization, { title: "Other", text: "[[Secret]]" });
    await ada.must(ada.delete(notePaths.one(organization, gone.id)));
    expect(codeOf(await ada.get(notePaths.one(organization, gone.id)))).toBe("not_found");
    expect(await titlesOf(ada, organization, { q: "canary-1" })).toEqual([]);
    const { links } = await noteOf(ada, organization, other.id);
    expect(links).toMatchObject({ notes: [{ title: "Secret", note: null }], backlinks: [] });
    for (const table of ["notes WHERE document", "note_links WHERE note"])
      expect((await env.DB.prepare(`SELECT * FROM ${table} = ?`).bind(gone.id).all()).results).toEqual([]);
    expect(await ada.must(ada.get<NoteTag[]>(notePaths.tags(organization)))).toEqual([]);
  });
});

describe("finding", () => {
  it("by tag, by words of the title as they are typed, and by the text", async () => {
    const { ada, organization } = await place();
    await keepReady(ada, organization, { title: "Käsekuchen", text: "Quark and eggs", tags: ["recipe"] });
    await keepReady(ada, organization, { title: "Gâteau", text: "Flour and butter", tags: ["recipe", "fr"] });
    await keepReady(ada, organization, { title: "Router", text: "The password is on the back" });
    expect(await titlesOf(ada, organization)).toEqual(["Router", "Gâteau", "Käsekuchen"]);
    expect(await titlesOf(ada, organization, { tag: "recipe" })).toEqual(["Gâteau", "Käsekuchen"]);
    expect(await titlesOf(ada, organization, { q: "kasek" })).toEqual(["Käsekuchen"]);
    expect(await titlesOf(ada, organization, { q: "butter" })).toEqual(["Gâteau"]);
    expect(await titlesOf(ada, organization, { q: "butter", tag: "none" })).toEqual([]);
    expect(await ada.must(ada.get<NoteTag[]>(notePaths.tags(organization)))).toEqual([
      { tag: "recipe", notes: 2 },
      { tag: "fr", notes: 1 },
    ]);
    expect(codeOf(await ada.get(notePaths.list(organization, { cursor: "doc_1" })))).toBe("bad_type");
  });

  it("a long list comes in pages, each note once", async () => {
    const { ada, organization } = await place();
    for (let i = 0; i < 52; i++) await keep(ada, organization, { title: `Note ${i}`, text: `n ${i}` });
    const page = (cursor = "") => ada.must(ada.get<NoteList>(notePaths.list(organization, { cursor })));
    const first = await page();
    const second = await page(first.next ?? "");
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 2, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(52);
  });

  it("NOTE-4: links to pages and to other notes, whatever their case, and back", async () => {
    const { ada, grace, organization } = await place();
    const target = await keep(ada, organization, { title: "Café Plan", text: "later" });
    await keep(grace, organization, { title: "Cafe plan", text: "of somebody else, [[Café Plan]]" });
    const text = "See [[cafe  plan|the plan]], [[Missing]] and https://example.com/a?b=1.";
    const source = await keep(ada, organization, { title: "Source", text });
    expect((await noteOf(ada, organization, source.id)).links).toEqual({
      addresses: ["https://example.com/a?b=1"],
      notes: [
        { title: "cafe  plan", note: target.id },
        { title: "Missing", note: null },
      ],
      backlinks: [],
      files: [],
    });
    const backlinks = async () => (await noteOf(ada, organization, target.id)).links.backlinks;
    expect(await backlinks()).toEqual([{ note: source.id, title: "Source" }]);
    const change = { version: 1, title: "Source", text: "No links any more" };
    await ada.must(ada.send("PUT", notePaths.one(organization, source.id), change));
    expect(await backlinks()).toEqual([]);
  });

  it("NOTE-5: related notes are about the same, without the note itself", async () => {
    const { ada, organization } = await place();
    await keepReady(ada, organization, {
      title: "Bread",
      text: "Sourdough needs flour, water, salt and time.",
    });
    await keepReady(ada, organization, { title: "Server", text: "Restart the queue after a deployment." });
    const dough = await keepReady(ada, organization, {
      title: "Pizza dough",
      text: "Flour, water, salt: like sourdough bread, but thinner.",
    });
    const related = await ada.must(
      ada.get<{ title: string }[]>(notePaths.part(organization, dough.id, "related")),
    );
    expect(related.map(({ title }) => title)).toContain("Bread");
    expect(related.map(({ title }) => title)).not.toContain("Pizza dough");
  });
});

describe("adding by a program", () => {
  const ingest = (organization: string) => `/api/ingest?organization=${organization}`;

  it("NOTE-10: a text without a library is a note of the caller, and with one a document there", async () => {
    const { ada, organization } = await place();
    const added = await ada.must(
      ada.post<Document>(ingest(organization), { text: "Buy tea\nand milk #shop" }),
    );
    expect(await noteOf(ada, organization, added.id)).toMatchObject({ title: "Buy tea", tags: ["shop"] });
    const other = await keep(ada, organization, { text: "x" });
    const path = knowledgePaths.documents(organization, other.library);
    expect((await ada.must(ada.get<Document[]>(path))).map(({ title }) => title)).toEqual(["x", "Buy tea"]);
  });

  it("NOTE-10: a page without a library is in the list of notes", async () => {
    const { ada, organization } = await place();
    const body = { address: "https://intranet.invalid/wiki", tags: ["wiki"] };
    const added = await ada.must(ada.post<Document>(ingest(organization), body));
    await settled(ada, organization, added);
    const { items } = await ada.must(ada.get<NoteList>(notePaths.list(organization)));
    expect(items).toMatchObject([{ id: added.id, kind: "html", excerpt: body.address, tags: ["wiki"] }]);
  });
});
