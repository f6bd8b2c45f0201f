import { createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { createDeletedDocuments } from "../../../client/parts/contexts/deleted-documents.ts";
import { makeId, type DocumentId } from "../../../shared/ids.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const organization = makeId("org", random);
const [kept, deleted, other] = [makeId("doc", random), makeId("doc", random), makeId("doc", random)];

/** A fake server that has these documents. `questions` records the ids of each request. */
function answerWith(there: DocumentId[], questions: DocumentId[][]): void {
  vi.stubGlobal("fetch", (path: string) => {
    const asked = [kept, deleted, other].filter((id) => path.includes(id));
    questions.push(asked);
    return Promise.resolve(Response.json({ ok: true, data: asked.filter((id) => there.includes(id)) }));
  });
}

afterEach(() => vi.unstubAllGlobals());

test("sources that appear together are asked about in one question, and what is missing is deleted", async () => {
  const questions: DocumentId[][] = [];
  answerWith([kept, other], questions);
  const documents = createRoot(() => createDeletedDocuments(organization));
  documents.lookFor([kept]);
  documents.lookFor([deleted, kept]);
  documents.lookFor([other]);
  await vi.waitFor(() => expect(documents.has(deleted)).toBe(true), { timeout: 30_000 });
  expect([documents.has(kept), documents.has(other)]).toEqual([false, false]);
  expect(questions).toEqual([[kept, deleted, other]]);
});

test("what nobody could say is asked again; what is known to be deleted is not", async () => {
  const documents = createRoot(() => createDeletedDocuments(organization));
  const failures: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    failures.push(path);
    return Promise.reject(new TypeError("no connection"));
  });
  documents.add(deleted);
  documents.lookFor([deleted, other]);
  await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 30_000 });
  expect(failures[0]).not.toContain(deleted);

  const questions: DocumentId[][] = [];
  answerWith([], questions);
  await vi.waitFor(
    () => {
      documents.lookFor([other]);
      expect(questions).toEqual([[other]]);
    },
    { timeout: 30_000 },
  );
  await vi.waitFor(() => expect(documents.has(other)).toBe(true), { timeout: 30_000 });
});

test("one organization's documents are not another's", () => {
  const [one, two] = createRoot(() => [
    createDeletedDocuments(organization),
    createDeletedDocuments(makeId("org", random)),
  ]);
  one.add(deleted);
  expect([one.has(deleted), two.has(deleted)]).toEqual([true, false]);
});
