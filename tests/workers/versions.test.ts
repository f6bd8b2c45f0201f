import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { sweep } from "../../server/sweep.ts";
import { nextNote, nextStored } from "../../server/knowledge/documents/next-version.ts";
import { storeText } from "../../server/knowledge/documents/store-original.ts";
import { originalKey } from "../../server/knowledge/records/files.ts";
import { INGEST_LEASE, REMEMBERED_FOR } from "../../shared/limits.ts";
import { knowledgePaths, type Document } from "../../shared/knowledge.ts";
import { addNote, documentOf, settled, teamWithLibrary, upload, uploadTo } from "./support/library.ts";
import { codeOf } from "./support/visitor.ts";

describe("a next version that is asked for again", () => {
  it("DOCUMENT-8: a file is given once, and overwrites nothing that came after it", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const file = await settled(ada, organization, await uploadTo(ada, shelf, "a.txt", "green"));
    const path = knowledgePaths.documentPart(organization, file.id, "file");
    const give = (text: string, key?: string) =>
      upload(ada, path, "a.txt", text, key === undefined ? {} : { "idempotency-key": key });
    expect((await give("blue", "one")).body.data).toMatchObject({ version: 2 });
    // A retry with the same key, as after a lost response.
    expect((await give("blue", "one")).body.data).toMatchObject({ version: 2 });
    expect((await give("yellow")).body.data).toMatchObject({ version: 3 });
    expect((await give("blue", "one")).body.data).toMatchObject({ version: 3 });
    expect(codeOf(await give("greenish", "one"))).toBe("conflict");
    const original = await env.FILES.get(originalKey({ ...shelf, document: file.id }, 3));
    expect(await original?.text()).toBe("yellow");
    expect((await give("blue", "two")).body.data).toMatchObject({ version: 4 });
    expect(await settled(ada, organization, file)).toMatchObject({ version: 4, state: "ready" });
  });

  it("DOCUMENT-8: a note is written once, each person's keys are their own, as are each document's", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const [note, other] = [
      await addNote(grace, shelf, "Door", "a"),
      await addNote(grace, shelf, "Door", "a"),
    ];
    for (const person of [ada, grace])
      person.headers = { ...person.headers, "idempotency-key": "the-same-click" };
    const write = (person: typeof ada, { id }: Document, text: string) =>
      person.send<Document>("PUT", knowledgePaths.documentPart(organization, id, "note"), {
        title: "Door",
        text,
      });
    const versionOf = async (...asked: Parameters<typeof write>) => (await ada.must(write(...asked))).version;
    expect(await versionOf(ada, note, "b")).toBe(2);
    expect(await versionOf(ada, note, "b")).toBe(2);
    expect(codeOf(await write(ada, note, "c"))).toBe("conflict");
    expect(await versionOf(grace, note, "c")).toBe(3);
    expect(await versionOf(ada, other, "b")).toBe(2);
    expect(await settled(ada, organization, note)).toMatchObject({ version: 3 });
  });

  it("DOCUMENT-8: of the same request sent many times at once one gives it", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const note = await addNote(ada, { organization, library: library.id }, "Door", "a");
    ada.headers = { ...ada.headers, "idempotency-key": "once" };
    const path = knowledgePaths.documentPart(organization, note.id, "note");
    const write = () => ada.send<Document>("PUT", path, { title: "Door", text: "b" });
    const codes = (await Promise.all([write(), write(), write(), write()])).map(codeOf);
    expect(codes).toContain("ok");
    expect(codes.every((code) => code === "ok" || code === "conflict")).toBe(true);
    expect(await ada.must(write())).toMatchObject({ version: 2 });
  });

  /** The two places where a request may learn that another was faster: storing the bytes, and writing the row. */
  it.each(["bytes", "row"])("DOCUMENT-8: the slower of two finds it was itself: by the %s", async (place) => {
    const { ada, organization, library } = await teamWithLibrary();
    const document = await addNote(ada, { organization, library: library.id }, "Door", "a");
    const reader = { organization, user: ada.id, scopes: ALL_SCOPES };
    const next = { title: "Door", text: "b" };
    const race = (idempotencyKey: string) => {
      const store = async () => {
        await nextNote({ env, reader, document: document.id, idempotencyKey: "fast" }, next);
        return place === "bytes" ? null : { bytes: 1 };
      };
      const said = [next.title, next.text, undefined];
      return nextStored({ env, reader, document, idempotencyKey }, { title: "Door" }, said, store);
    };
    expect(await race("fast")).toMatchObject({ version: 2 });
    const another = nextStored(
      { env, reader, document, idempotencyKey: "slow" },
      { title: "Lost" },
      [],
      place === "bytes" ? storeText(env, "lost") : async () => ({ bytes: 1 }),
    );
    await expect(another).rejects.toMatchObject({ code: "conflict" });
    expect(await documentOf(ada, organization, document.id)).toMatchObject({ title: "Door", version: 2 });
  });

  it("DOCUMENT-8, SWEEP-2: keys are forgotten after their time, and with their document", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const shelf = { organization, library: library.id };
    const [old, gone] = [await addNote(ada, shelf, "old", "a"), await addNote(ada, shelf, "gone", "a")];
    ada.headers = { ...ada.headers, "idempotency-key": "once" };
    const remembered = async ({ id }: Document) =>
      env.DB.prepare("SELECT count(*) AS n FROM version_requests WHERE document = ?").bind(id).first("n");
    for (const note of [old, gone]) {
      const path = knowledgePaths.documentPart(organization, note.id, "note");
      await ada.must(ada.send<Document>("PUT", path, { title: "Door", text: "b" }));
      await settled(ada, organization, note);
      expect(await remembered(note)).toBe(1);
    }
    await ada.must(ada.delete(knowledgePaths.document(organization, gone.id)));
    await sweep(env, Date.now() + INGEST_LEASE + 1);
    expect(await remembered(gone)).toBe(0);
    expect(await remembered(old)).toBe(1);
    await sweep(env, Date.now() + REMEMBERED_FOR);
    expect(await remembered(old)).toBe(0);
  });
});
