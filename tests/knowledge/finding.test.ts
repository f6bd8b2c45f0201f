import { expect, test } from "vitest";
import { diversify } from "../../server/knowledge/retrieve/diversify.ts";
import { withFeedback } from "../../server/knowledge/retrieve/relevance-feedback.ts";
import { foundWords, stemsOf } from "../../server/knowledge/words/found-words.ts";
import { rankFusion } from "../../server/knowledge/retrieve/rank-fusion.ts";
import { type Candidate, rankPassages } from "../../server/knowledge/retrieve/rank-passages.ts";
import { stem } from "../../server/knowledge/words/stem.ts";
import { testIndex } from "./test-index.ts";

test("FIND-7 an entry that is high in both lists precedes the first entry of one list", () => {
  const words = { ids: ["a", "b", "c", "d"], weight: 1 };
  const vectors = { ids: ["x", "b", "y", "z"], weight: 1 };
  expect(rankFusion([words, vectors])[0]).toBe("b");
  expect(rankFusion([words, { ids: [], weight: 1 }])).toEqual(words.ids);
  expect(rankFusion([words, { ...vectors, weight: 0.1 }]).slice(0, 2)).toEqual(["b", "a"]);
});

test("FIND-7 the question's vector moves towards the passages that its words found", () => {
  const moved = withFeedback(
    [2, 0, 0],
    [
      [0, 5, 0],
      [0, 0, 5],
    ],
  );
  expect(moved).toEqual([1, 0.375, 0.375]);
  expect(withFeedback([1, 0, 0], [])).toEqual([1, 0, 0]);
  expect(withFeedback([1, 0, 0], [[1, 0]])).toEqual([1, 0, 0]);
});

const passage = (id: string, text: string, document = id): Candidate => ({
  id,
  document,
  title: "",
  headings: [],
  text,
});
const asked = (question: string, candidates: Candidate[], reranked: number[] | null = null) =>
  rankPassages({ question, limit: 8, perDocument: 3 }, candidates, reranked).map(({ item }) => item.id);

const refunds = passage("refunds", "Refunds are paid within 14 days after the parcel came back.");
const travel = passage("travel", "Trains are booked by the desk, at least 14 days ahead.");

test("FIND-8 irrelevant passages are not found, with and without a reranker", () => {
  expect(asked("When are refunds paid?", [travel, refunds])).toEqual(["refunds"]);
  expect(asked("Who painted the ceiling of the chapel?", [travel, refunds])).toEqual([]);
  expect(asked("When do I get my money back?", [travel, refunds], [0.02, 0.9])).toEqual(["refunds"]);
  expect(asked("When are refunds paid?", [travel, refunds], [0.01, 0.02])).toEqual([]);
});

test("FIND-8 scores are between 0 and 1, and a word that no text contains costs most", () => {
  const texts = [refunds, travel].map(({ text }) => stemsOf(text));
  const [fits = 0, fitsLess = 0] = foundWords("refunds after 14 days", texts);
  expect(fits).toBe(1);
  expect(fitsLess).toBeGreaterThan(0);
  expect(foundWords("refunds for zeppelins", texts)[0]).toBeLessThan(0.5);
  expect(foundWords("???", texts)).toEqual([0, 0]);
});

test("FIND-9 copies are left out, and each document has a maximum number of passages", () => {
  const text = (words: string) => new Set(words.split(" "));
  const item = (id: string, document: string, relevance: number, words: string) => ({
    id,
    document,
    relevance,
    words: text(words),
  });
  const chosen = diversify(
    [
      item("one", "a", 1, "refunds take two weeks"),
      item("copy", "b", 0.99, "refunds take two weeks"),
      item("alike", "c", 0.95, "refunds take two years"),
      item("other", "d", 0.9, "parcels come by train"),
      item("again", "a", 0.5, "stamps are blue"),
      item("stuffed", "a", 0.4, "everything is green"),
    ],
    { limit: 10, perDocument: 2 },
  );
  expect(chosen.map(({ id }) => id)).toEqual(["one", "other", "alike", "again"]);
});

test("FIND-1 words are stemmed as in FTS5", () => {
  const store = testIndex();
  store.run("CREATE VIRTUAL TABLE cut USING fts5(text, tokenize = 'porter unicode61')");
  store.run("CREATE VIRTUAL TABLE roots USING fts5vocab(cut, 'row')");
  const words =
    "caresses ponies ties cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky relational conditional valency digitizer radically differently vilely analogously vietnamization predication operator feudalism decisiveness hopefulness callousness formality sensitivity sensibility triplicate formative formalize electricity electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption communism activate angularity homologous effective bowdlerize probate rate cease controlling roll";
  for (const word of words.split(" ")) {
    store.run("DELETE FROM cut");
    store.run("INSERT INTO cut (text) VALUES (?)", word);
    expect([word, stem(word)]).toEqual([word, store.first<{ term: string }>("SELECT term FROM roots")?.term]);
  }
});
