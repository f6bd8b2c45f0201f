import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkId } from "../../server/bindings/chunk.ts";
import {
  dropDeletedWords,
  hasDeletedWords,
} from "../../server/knowledge/search-index/pending-word-removal.ts";
import { questionWords } from "../../server/knowledge/words/question-words.ts";
import { hasOutdatedWords, languagesOf, renewWords } from "../../server/knowledge/search-index/analyse.ts";
import { generation, read } from "../../server/knowledge/search-index/read.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { activate, clear, put, remove } from "../../server/knowledge/search-index/write.ts";
import { add, chunksOf, document, testIndex } from "./test-index.ts";

const found = (store: ReturnType<typeof testIndex>, query: string, limit = 10) =>
  search(store, query, limit).hits.map(({ id }) => id);

test("FIND-1 a chunk is found by other forms of its words, best first", () => {
  const store = testIndex();
  const refunds = add(store, "Refunds", ["Refunds are paid within 14 days.", "Ask the desk for a form."]);
  const travel = add(store, "Travel", ["Days off are paid. Trains are paid, too.", "Nothing of it here."]);
  const [first, ...rest] = search(store, "When is a refund paid?", 10).hits;
  expect(first?.id).toBe(chunkId(refunds.document, 1, 0));
  // The title counts more than the text, because it names the subject.
  expect(rest.map(({ id }) => id)).toEqual([chunkId(refunds.document, 1, 1), chunkId(travel.document, 1, 0)]);
  expect(first?.score).toBeGreaterThan(rest[0]?.score ?? Infinity);
});

test("FIND-2 a staged version is not found or read until it is activated; then only it is", () => {
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

test("FIND-2 an overtaken run changes nothing", () => {
  const store = testIndex();
  const plan = add(store, "Plan", ["The launch is in March."]);
  const newer = { ...plan, version: 3 };
  put(store, newer, chunksOf(newer, ["The launch is in June."]));
  activate(store, newer);
  put(store, { ...plan, version: 2 }, chunksOf({ ...plan, version: 2 }, ["The launch is in May."]));
  expect(activate(store, { ...plan, version: 2 })).toEqual([]);
  expect(found(store, "launch")).toEqual([chunkId(plan.document, 3, 0)]);
});

test("FIND-2 repeated put and activate change nothing", () => {
  const store = testIndex();
  const plan = document("Plan");
  const chunks = chunksOf(plan, ["The launch is in March.", "The budget is 40 units."]);
  put(store, plan, chunks.slice(0, 1));
  put(store, plan, chunks);
  expect(activate(store, plan)).toEqual([]);
  const before = search(store, "launch", 10).hits;
  put(store, plan, chunks);
  expect(activate(store, plan)).toEqual([]);
  expect(search(store, "launch", 10).hits).toEqual(before);
});

test("FIND-3 a removed document is in no table", () => {
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

const rawWords = (store: ReturnType<typeof testIndex>, word: string) =>
  store.all(
    `SELECT id FROM chunk_words_data WHERE instr(block, CAST(?1 AS BLOB)) > 0
       UNION ALL SELECT pgno FROM chunk_words_idx WHERE instr(term, CAST(?1 AS BLOB)) > 0`,
    word,
  ).length;

test("FIND-3 deleted words are removed from the full-text blocks after any sequence of writes", () => {
  const text = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 });
  const step = fc.oneof(
    fc.record({ type: fc.constant("add" as const), words: fc.array(text, { minLength: 1, maxLength: 12 }) }),
    fc.record({ type: fc.constant("remove" as const), index: fc.nat() }),
    fc.record({ type: fc.constant("drop" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const store = testIndex();
      const secrets = [];
      for (const one of steps) {
        if (one.type === "add") {
          const say = (prefix: string) => one.words.map((words) => words.map((n) => prefix + n).join(" "));
          secrets.push(add(store, "Secret", say("canary")));
          add(store, "Other", say("sparrow"));
        } else if (one.type === "drop") dropDeletedWords(store);
        else if (secrets.length > 0) {
          const [secret] = secrets.splice(one.index % secrets.length, 1);
          if (secret !== undefined) remove(store, secret.document);
        }
      }
      for (const secret of secrets) remove(store, secret.document);
      dropDeletedWords(store);
      expect(rawWords(store, "anary")).toBe(0);
      expect(hasDeletedWords(store)).toBe(false);
      store.run("INSERT INTO chunk_words (chunk_words) VALUES ('integrity-check')");
      store.close();
    }),
    { numRuns: 150 },
  );
});

test("FIND-3 deleted words are removed in a large library too, where segments are merged", () => {
  const store = testIndex();
  const say = (prefix: string, chunks: number) =>
    Array.from({ length: chunks }, (_, i) =>
      Array.from({ length: 60 }, (__, j) => `${prefix}${(i * 60 + j) * 7}`).join(" "),
    );
  const other = add(store, "Other", say("sparrow", 100));
  for (const chunks of [1, 30, 300, 5]) {
    const secrets = [add(store, "Secret", say("canary", chunks)), add(store, "Secret", say("canary", 3))];
    for (const secret of secrets) remove(store, secret.document);
    dropDeletedWords(store);
    expect(rawWords(store, "anary")).toBe(0);
  }
  expect(found(store, "sparrow427")[0]).toBe(chunkId(other.document, 1, 1));
});

test("FIND-3 a cleared library is empty and accepts documents again", () => {
  const store = testIndex();
  add(store, "Plan", ["The launch is in March."]);
  clear(store);
  expect(found(store, "launch")).toEqual([]);
  const again = add(store, "Plan", ["The launch is in May."]);
  expect(found(store, "launch")).toEqual([chunkId(again.document, 1, 0)]);
});

test("FIND-4 the generation increases when the searchable content changes", () => {
  const store = testIndex();
  const plan = document("Plan");
  put(store, plan, chunksOf(plan, ["The launch is in March."]));
  expect(generation(store)).toBe(0);
  activate(store, plan);
  expect(generation(store)).toBe(1);
  remove(store, plan.document);
  expect(generation(store)).toBe(2);
  migrate(store, indexMigrations);
  expect(generation(store)).toBe(2);
});

test("FIND-1 chunks of another document are refused", () => {
  const store = testIndex();
  const [plan, other] = [document("Plan"), document("Other")];
  expect(() => put(store, plan, chunksOf(other, ["foreign"]))).toThrow(RangeError);
});

test("FIND-13 chunks of another analyser are found meanwhile, and are indexed again step by step", () => {
  const store = testIndex();
  const plan = add(store, "Plan", ["The launches are in March.", "Ada orders the rockets."]);
  const note = add(store, "Notiz", ["Der Urlaubsanspruch und die Käsesorten sind auf einer Liste."]);
  // As the migration leaves the chunks of earlier versions: by the words as they are written.
  store.run("DELETE FROM chunk_words");
  store.run(
    "INSERT INTO chunk_words (rowid, heading, text) SELECT key, lower(heading), lower(text) FROM chunks",
  );
  store.run("UPDATE chunks SET analyser = 0, language = 'en'");
  store.run("DELETE FROM languages");
  store.run("INSERT INTO languages (language, chunks) VALUES ('en', 3)");
  expect(found(store, "launches")).toEqual([chunkId(plan.document, 1, 0)]);
  const generationBefore = generation(store);
  for (let step = 0; hasOutdatedWords(store); step++) {
    expect(step).toBeLessThan(2);
    renewWords(store, 2);
    expect(found(store, "launches")).toEqual([chunkId(plan.document, 1, 0)]);
  }
  expect(generation(store)).toBeGreaterThan(generationBefore);
  expect(found(store, "launch")).toEqual([chunkId(plan.document, 1, 0)]);
  expect(found(store, "Kaesesorte")).toEqual([chunkId(note.document, 1, 0)]);
  expect(languagesOf(store).toSorted()).toEqual(["de", "en"]);
  remove(store, note.document);
  expect(languagesOf(store)).toEqual(["en"]);
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

test.each(HOSTILE)("FIND-5 %j is read as words, not as syntax", (query) => {
  const store = testIndex();
  add(store, "Plan", ["The launch is in March."]);
  expect(() => search(store, query, 10)).not.toThrow();
});

test("FIND-5 every query is valid, and long queries take no longer", () => {
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
      expect(questionWords(text, ["en", "de"]).length).toBeLessThanOrEqual(32);
    }),
    { numRuns: 500 },
  );
});

test("FIND-5 stop words are left out unless there is nothing else", () => {
  const words = (question: string) => questionWords(question, ["en"]).map(({ word }) => word);
  expect(words("What is the refund for?")).toEqual(["refund"]);
  expect(words("to be or not to be")).toEqual(["to", "be", "or", "not"]);
});

test("FIND-6 in a large library a frequent word does not hide the informative ones", () => {
  const store = testIndex();
  store.transaction(() => {
    for (let i = 0; i < 130; i++) add(store, `Log ${i}`, new Array<string>(100).fill("flow of the day"));
  });
  const rare = add(store, "Log of May", ["The zeppelin flow was measured."]);
  expect(found(store, "zeppelin flow", 5)).toEqual([chunkId(rare.document, 1, 0)]);
  expect(found(store, "flow day", 5)).toHaveLength(5);
});
