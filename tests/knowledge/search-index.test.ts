import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkId } from "../../server/knowledge/chunk.ts";
import { queryWords } from "../../server/knowledge/search-index/query-words.ts";
import { generation, read } from "../../server/knowledge/search-index/read.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { createTables } from "../../server/knowledge/search-index/tables.ts";
import { activate, clear, put, remove } from "../../server/knowledge/search-index/write.ts";
import { add, chunksOf, document, testIndex } from "./test-index.ts";

const found = (store: ReturnType<typeof testIndex>, query: string, limit = 10) =>
  search(store, query, limit).map(({ id }) => id);

test("FIND-1 a chunk is found by its words in another form, best first", () => {
  const store = testIndex();
  const refunds = add(store, "Refunds", ["Refunds are paid within 14 days.", "Ask the desk for a form."]);
  const travel = add(store, "Travel", ["Days off are paid. Trains are paid, too.", "Nothing of it here."]);
  const [first, ...rest] = search(store, "When is a refund paid?", 10);
  expect(first?.id).toBe(chunkId(refunds.document, 1, 0));
  // The title counts more than the text: what stands under it is about it.
  expect(rest.map(({ id }) => id)).toEqual([chunkId(refunds.document, 1, 1), chunkId(travel.document, 1, 0)]);
  expect(first?.score).toBeGreaterThan(rest[0]?.score ?? Infinity);
});

test("FIND-2 a staged version is neither found nor read until it is switched to, and then it alone is", () => {
  const store = testIndex();
  const old = add(store, "Plan", ["The launch is in March."]);
  const next = { ...old, version: 2, title: "Plan, again" };
  put(store, next, chunksOf(next, ["The launch is in April.", "The launch party is in May."]));
  expect(found(store, "launch")).toEqual([chunkId(old.document, 1, 0)]);
  expect(read(store, [chunkId(old.document, 2, 0)])).toEqual([]);
  expect(activate(store, next)).toEqual([chunkId(old.document, 1, 0)]);
  expect(found(store, "launch").sort()).toEqual([chunkId(old.document, 2, 0), chunkId(old.document, 2, 1)]);
  expect(found(store, "March")).toEqual([]);
  expect(read(store, [chunkId(old.document, 1, 0), chunkId(old.document, 2, 0)])).toEqual([
    { ...chunksOf(next, ["The launch is in April."])[0], title: "Plan, again" },
  ]);
});

test("FIND-2 a run that was overtaken changes nothing any more", () => {
  const store = testIndex();
  const plan = add(store, "Plan", ["The launch is in March."]);
  const newer = { ...plan, version: 3 };
  put(store, newer, chunksOf(newer, ["The launch is in June."]));
  activate(store, newer);
  put(store, { ...plan, version: 2 }, chunksOf({ ...plan, version: 2 }, ["The launch is in May."]));
  expect(activate(store, { ...plan, version: 2 })).toEqual([]);
  expect(found(store, "launch")).toEqual([chunkId(plan.document, 3, 0)]);
});

test("FIND-2 putting and activating again changes nothing", () => {
  const store = testIndex();
  const plan = document("Plan");
  const chunks = chunksOf(plan, ["The launch is in March.", "The budget is 40 units."]);
  put(store, plan, chunks.slice(0, 1));
  put(store, plan, chunks);
  expect(activate(store, plan)).toEqual([]);
  const before = search(store, "launch", 10);
  put(store, plan, chunks);
  expect(activate(store, plan)).toEqual([]);
  expect(search(store, "launch", 10)).toEqual(before);
});

test("FIND-3 what is removed is in no table any more", () => {
  const store = testIndex();
  const secret = add(store, "Xylophone plans", ["The canary is called Zanzibar."]);
  add(store, "Other", ["Nothing to see."]);
  expect(remove(store, secret.document)).toEqual([chunkId(secret.document, 1, 0)]);
  expect(remove(store, secret.document)).toEqual([]);
  expect(found(store, "Zanzibar xylophone")).toEqual([]);
  const rest = store.all("SELECT * FROM chunks").concat(store.all("SELECT * FROM versions"));
  expect(JSON.stringify(rest)).not.toMatch(/Zanzibar|Xylophone/);
  store.run("CREATE VIRTUAL TABLE terms USING fts5vocab(chunk_words, 'row')");
  expect(JSON.stringify(store.all("SELECT term FROM terms"))).not.toMatch(/zanzibar|xylophon/);
});

test("FIND-3 a cleared library has nothing and takes documents again", () => {
  const store = testIndex();
  add(store, "Plan", ["The launch is in March."]);
  clear(store);
  expect(found(store, "launch")).toEqual([]);
  const again = add(store, "Plan", ["The launch is in May."]);
  expect(found(store, "launch")).toEqual([chunkId(again.document, 1, 0)]);
});

test("FIND-4 the generation grows with what can be found", () => {
  const store = testIndex();
  const plan = document("Plan");
  put(store, plan, chunksOf(plan, ["The launch is in March."]));
  expect(generation(store)).toBe(0);
  activate(store, plan);
  expect(generation(store)).toBe(1);
  remove(store, plan.document);
  expect(generation(store)).toBe(2);
  createTables(store);
  expect(generation(store)).toBe(2);
});

test("FIND-1 chunks of another document are refused as chunks of this one", () => {
  const store = testIndex();
  const [plan, other] = [document("Plan"), document("Other")];
  expect(() => put(store, plan, chunksOf(other, ["foreign"]))).toThrow(RangeError);
});

const HOSTILE = [
  '"',
  "a OR",
  "NEAR(",
  "*",
  "-x",
  "col:x",
  "^",
  "((((",
  '"'.repeat(1_001),
  "text : launch",
  "heading:launch",
  "{heading text}: launch",
  "NOT launch AND",
  "launch\u0000 OR",
  "\ud800launch",
  "NEAR(launch march, 2)",
  "'; DROP TABLE chunks; --",
  "lau*",
  " ",
  "",
  "ﬁ ½ ² Ⅷ",
];

test.each(HOSTILE)("FIND-5 %j is words, no syntax", (query) => {
  const store = testIndex();
  add(store, "Plan", ["The launch is in March."]);
  expect(() => search(store, query, 10)).not.toThrow();
});

test("FIND-5 no query is an error, and none takes longer for being long", () => {
  const store = testIndex();
  add(store, "Plan", ["The launch is in March.", "a b c"]);
  const piece = fc.constantFrom(
    ...HOSTILE,
    "launch",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    ":",
    "+",
    "\u0301",
    "🙂",
    "漢字",
  );
  const query = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(" ")),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(query, (text) => {
      search(store, text, 10);
      expect(queryWords(text).length).toBeLessThanOrEqual(32);
    }),
    { numRuns: 500 },
  );
});

test("FIND-5 stop words are left out unless there is nothing else", () => {
  expect(queryWords("What is the refund for?")).toEqual(["refund"]);
  expect(queryWords("to be or not to be")).toEqual(["to", "be", "or", "not"]);
});

test("FIND-6 in a large library a word that is everywhere does not hide the ones that tell", () => {
  const store = testIndex();
  store.transaction(() => {
    for (let i = 0; i < 130; i++) add(store, `Log ${i}`, new Array<string>(100).fill("flow of the day"));
  });
  const rare = add(store, "Log of May", ["The zeppelin flow was measured."]);
  expect(found(store, "zeppelin flow", 5)).toEqual([chunkId(rare.document, 1, 0)]);
  expect(found(store, "flow day", 5)).toHaveLength(5);
});
