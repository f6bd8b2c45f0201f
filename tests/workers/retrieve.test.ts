import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { chunkId } from "../../server/bindings/chunk.ts";
import { embedTexts } from "../../server/knowledge/ingest/embed-chunks.ts";
import { retrieve } from "../../server/knowledge/retrieve/retrieve.ts";
import type { RetrieveEnv } from "../../server/knowledge/retrieve/request.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { documents } from "../../server/directory/schema.ts";
import { type DocumentId, type LibraryId, makeId, type OrganizationId } from "../../shared/ids.ts";
import { storeDocument, storeLibrary } from "./support/store-document.ts";
import { MAX_LIBRARIES } from "../../shared/limits.ts";
import { until } from "../support/eventually.ts";

const id = <Kind extends "org" | "lib">(kind: Kind) => makeId(kind, (bytes) => crypto.getRandomValues(bytes));
const [ours, theirs]: OrganizationId[] = [id("org"), id("org")];
const [handbook, secrets, foreign]: LibraryId[] = [id("lib"), id("lib"), id("lib")];
if (!ours || !theirs || !handbook || !secrets || !foreign) throw new Error("five ids");

/** Adds a document; resolves when its vectors are found, which takes a moment. */
async function addDocument(
  organization: OrganizationId,
  library: LibraryId,
  title: string,
  texts: string[],
): Promise<DocumentId> {
  const document = await storeDocument(env, { organization, library }, title, texts);
  const isSeen = async () => (await env.VECTORIZE.getByIds([chunkId(document, 1, 0)])).length === 1;
  await until(isSeen);
  return document;
}

const find = (
  question: string,
  { from = [handbook], by = env }: { from?: LibraryId[]; by?: RetrieveEnv } = {},
) => retrieve(by, { organization: ours, libraries: from, question, limit: 8, perDocument: 3 });

beforeAll(async () => {
  await storeLibrary(env, { organization: ours, library: handbook });
  await storeLibrary(env, { organization: ours, library: secrets });
  await storeLibrary(env, { organization: theirs, library: foreign });
  await addDocument(ours, handbook, "Refunds", [
    "Refunds are paid within 14 days after the parcel came back.",
    "Parcels are sent on Mondays.",
  ]);
  await addDocument(ours, secrets, "Salaries", [
    "The refunds of the board are paid in gold: canary Zanzibar.",
  ]);
  await addDocument(theirs, foreign, "Refunds", ["Refunds are paid within 14 days: canary Mombasa."]);
});

test("FIND-7 what answers is found, with where it stands and how well it fits", async () => {
  const { passages, confidence } = await find("When are refunds paid?");
  expect(passages[0]).toMatchObject({ title: "Refunds", library: handbook, place: { from: 0 } });
  expect(passages[0]?.text).toContain("14 days");
  expect(confidence).toBeGreaterThan(0.5);
  expect(confidence).toBeLessThanOrEqual(1);
});

test("FIND-8 nothing is found where nothing fits, and in no library", async () => {
  const nothing = { passages: [], confidence: 0 };
  expect(await find("Who painted the ceiling of the chapel?")).toEqual(nothing);
  expect(await find("When are refunds paid?", { from: [] })).toEqual(nothing);
  expect(await find(" ")).toEqual(nothing);
});

test("FIND-10 neither another library nor another organization is ever in it, asked for or not", async () => {
  const all = JSON.stringify([
    await find("When are refunds paid? canary"),
    await find("When are refunds paid? canary", { from: [handbook, foreign] }),
  ]);
  expect(all).toContain("14 days");
  expect(all).not.toMatch(/Zanzibar|Mombasa/);
});

test("FIND-10 a vector that points elsewhere brings nothing from there", async () => {
  // Simulates poisoned or stale metadata: a chunk of another library and a secret one, in this namespace and marked with this library.
  const rows = await openDirectory(env.DB)
    .select({ id: documents.id, library: documents.library })
    .from(documents);
  const [values = []] = await embedTexts(env, ["When are refunds paid?"]);
  const strange = rows
    .filter(({ library }) => library !== handbook)
    .map(({ id: document }) => chunkId(document, 1, 0));
  const invented = [`${"0".repeat(26)}.1.0`, "../../etc", "x".repeat(64)];
  await env.VECTORIZE.upsert(
    [...strange, ...invented].map((name) => ({
      id: name,
      values,
      namespace: ours,
      metadata: { library: handbook, document: "any" },
    })),
  );
  const isSeen = async () => (await env.VECTORIZE.getByIds(["../../etc"])).length === 1;
  await until(isSeen);
  const found = await find("When are the refunds paid?");
  expect(found.passages.length).toBeGreaterThan(0);
  expect(found.passages.every(({ library }) => library === handbook)).toBe(true);
  expect(JSON.stringify(found)).not.toMatch(/Zanzibar|Mombasa/);
});

test("FIND-10 what is deleted is not found from that moment on, though vectors, chunks and a kept finding know it", async () => {
  const question = "How many stamps does a letter to the moon need?";
  const letter = await addDocument(ours, handbook, "Letters", ["A letter to the moon needs 9 stamps."]);
  expect((await find(question)).passages).toHaveLength(1);
  expect((await find(question)).passages).toHaveLength(1);
  await env.DB.prepare("UPDATE documents SET deleted_at = 1 WHERE id = ?").bind(letter).run();
  expect((await find(question)).passages).toEqual([]);
  await env.DB.prepare("UPDATE documents SET deleted_at = NULL WHERE id = ?").bind(letter).run();
  expect((await find(question)).passages).toHaveLength(1);
  await env.DB.prepare("UPDATE documents SET ready_version = 2 WHERE id = ?").bind(letter).run();
  expect((await find(question)).passages).toEqual([]);
});

test("FIND-10 a finding is kept as ids alone, and a change of the library makes it another", async () => {
  const question = "Which colour have the bicycles of the mail?";
  expect((await find(question)).passages).toEqual([]);
  await addDocument(ours, handbook, "Mail", ["The bicycles of the mail have the colour of bananas."]);
  expect((await find(question)).passages).toHaveLength(1);
  const { keys } = await env.CACHE.list({ prefix: `finding/${ours}/` });
  expect(keys.length).toBeGreaterThan(0);
  const kept = await Promise.all(keys.map(({ name }) => env.CACHE.get(name)));
  expect(kept.join(" ")).not.toMatch(/bananas|bicycles|refunds/i);
});

const down = () => Promise.reject(new Error("3040: Capacity temporarily exceeded"));
/** The real bindings, with one of them broken. */
function broken(part: "embedding" | "vectors" | "reranking"): RetrieveEnv {
  const ai = new Proxy(env.AI, {
    get: (_, name) =>
      name !== "run"
        ? undefined
        : (...args: Parameters<Ai["run"]>) =>
            part === (/reranker/.test(args[0]) ? "reranking" : "embedding") ? down() : env.AI.run(...args),
  });
  const vectors = new Proxy(env.VECTORIZE, { get: () => down });
  const model = part === "reranking" ? RERANKER : env.RERANK_MODEL;
  return { ...env, AI: ai, VECTORIZE: part === "vectors" ? vectors : env.VECTORIZE, RERANK_MODEL: model };
}

const RERANKER = "@cf/baai/bge-reranker-base";

test("FIND-8 a model that reads puts what it says first, also without a common word, and shows nothing that it rejects", async () => {
  await addDocument(ours, handbook, "Money", ["Whoever is unhappy gets everything back at the till."]);
  const calls: unknown[] = [];
  const reading = (fits: RegExp) => ({
    ...env,
    RERANK_MODEL: RERANKER,
    // As Workers AI answers: best first, by the number of the context.
    AI: new Proxy(env.AI, {
      get: (_, name) =>
        name !== "run"
          ? undefined
          : (...args: Parameters<Ai["run"]>) => {
              if (args[0] !== RERANKER) return env.AI.run(...args);
              const { contexts } = args[1] as unknown as { contexts: { text: string }[] };
              calls.push(args[1]);
              const response = contexts.map(({ text }, number) => ({
                id: number,
                score: fits.test(text) ? 0.98 : 0.01,
              }));
              return Promise.resolve({ response: response.toSorted((a, b) => b.score - a.score) });
            },
    }),
  });
  const wanted = "May I return my unhappy purchase?";
  const { passages } = await find(wanted, { by: reading(/till/) });
  expect(passages[0]?.text).toContain("till");
  expect(passages[0]?.score).toBeCloseTo(0.98);
  expect(calls[0]).toMatchObject({
    query: wanted,
    contexts: expect.arrayContaining([{ text: expect.any(String) }]),
  });
  const strange = await find("Who painted the ceiling of the chapel?", { by: reading(/nothing at all/) });
  expect(strange.passages).toEqual([]);
});

test.each([
  ["embedding", "When exactly are refunds paid?"],
  ["vectors", "Please tell me when refunds are paid"],
  ["reranking", "How many days until refunds are paid?"],
] as const)("FIND-11 without %s the rest finds", async (part, question) => {
  const { passages } = await find(question, { by: broken(part) });
  expect(passages[0]?.text).toContain("14 days");
});

test("FIND-12: as many libraries as an organization may have are searched, and no other", async () => {
  await addDocument(ours, handbook, "Sundials", ["A sundial in Bergen shows the true local time."]);
  await addDocument(ours, secrets, "Hidden sundials", ["The hidden sundial shows nothing to strangers."]);
  const many = [...Array.from({ length: MAX_LIBRARIES - 1 }, () => id("lib")), handbook];
  const { passages } = await find("What does a sundial show?", { from: many });
  expect(passages.map(({ title }) => title)).toEqual(["Sundials"]);
});
