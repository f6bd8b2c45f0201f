import { expect, test } from "vitest";
import { diversify } from "../../server/knowledge/retrieve/diversify.ts";
import { withFeedback } from "../../server/knowledge/retrieve/relevance-feedback.ts";
import { foundWords, termSetOf } from "../../server/knowledge/words/found-words.ts";
import { countWords } from "../../server/knowledge/search-index/question-terms.ts";
import { differingWords, findDifferences } from "../../server/knowledge/retrieve/differing-words.ts";
import { namedDocuments } from "../../server/knowledge/retrieve/named-documents.ts";
import { rankFusion } from "../../server/knowledge/retrieve/rank-fusion.ts";
import { type Candidate, rankPassages } from "../../server/knowledge/retrieve/rank-passages.ts";
import { stem } from "../../server/knowledge/words/stem.ts";
import { add, testIndex } from "./test-index.ts";

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
/** The words of the question in a library of these passages. */
function wordsIn(question: string, candidates: Candidate[]) {
  const store = testIndex();
  for (const { title, text } of candidates) add(store, title, [text]);
  return { words: countWords(store, question), chunks: candidates.length };
}
const asked = (question: string, candidates: Candidate[], reranked: number[] | null = null) =>
  rankPassages({ asked: wordsIn(question, candidates), limit: 8, perDocument: 3 }, candidates, reranked).map(
    ({ item }) => item.id,
  );

const refunds = passage("refunds", "Refunds are paid within 14 days after the parcel came back.");
const travel = passage("travel", "Trains are booked by the desk, at least 14 days ahead.");

test("FIND-8 irrelevant passages are not found, with and without a reranker", () => {
  expect(asked("When are refunds paid?", [travel, refunds])).toEqual(["refunds"]);
  expect(asked("Who painted the ceiling of the chapel?", [travel, refunds])).toEqual([]);
  expect(asked("When do I get my money back?", [travel, refunds], [0.02, 0.9])).toEqual(["refunds"]);
  expect(asked("When is the moon full?", [travel, refunds], [0.01, 0.02])).toEqual([]);
  // A model for other languages knows less than the words do.
  expect(asked("When are refunds paid?", [travel, refunds], [0.01, 0.02])).toEqual(["refunds"]);
});

test("FIND-8 the score is what the found words say, 0 to 1", () => {
  const score = (question: string, { text }: Candidate) =>
    foundWords(wordsIn(question, [refunds, travel]), termSetOf(text));
  expect(score("refunds after 14 days", refunds)).toBe(1);
  expect(score("refunds after 14 days", travel)).toBeLessThan(0.4);
  expect(score("refunds for zeppelins", refunds)).toBeLessThan(score("refunds for parcels", refunds));
  expect(score("???", refunds)).toBe(0);
});

const parking = passage("parking", "The visitor car park code is 7741 and it changes every quarter.");
const lunch = passage("lunch", "Lunch is served from noon, on good days with cake.");

test("FIND-8 what people say around a question does not count against what answers it", () => {
  const library = [refunds, travel, parking, lunch];
  for (const question of [
    "what is the visitor car park code?",
    "Good morning everyone, what is the visitor car park code?",
    "Hi team, hope you all had a lovely weekend by the sea! My aunt arrives from Aberdeen at noon with her new van. What is the visitor car park code? Thanks a million",
  ])
    expect(asked(question, library)[0], question).toBe("parking");
  expect(asked("Good morning everyone, who painted the ceiling of the chapel?", library)).toEqual([]);
});

test("FIND-8 another inflection of a word and a compound with it count as found", () => {
  const urlaub = passage("urlaub", "Der Urlaubsanspruch beträgt 28 Tage. Anträge gehen an die Leitung.");
  const otopark = passage("otopark", "Otoparkın şifresi 4417 ve her ayın başında değişir.");
  const library = [refunds, travel, urlaub, otopark];
  expect(asked("Wie viel Urlaub habe ich?", library)).toEqual(["urlaub"]);
  expect(asked("Otopark şifremiz nedir?", library)).toEqual(["otopark"]);
});

test("FIND-8 a list for a person has what one word of the question finds, and nothing without any", () => {
  const library = [refunds, travel, parking];
  const shown = (question: string) =>
    rankPassages(
      { asked: wordsIn(question, library), limit: 8, perDocument: 3, show: "all" },
      library,
      null,
    ).map(({ item }) => item.id);
  expect(shown("Who books zeppelins for the regatta of Venice, and is there any code of dress?")).toContain(
    "parking",
  );
  expect(shown("zephyrtember")).toEqual([]);
});

const item = (id: string, document: string, relevance: number, text: string) => ({
  id,
  document,
  relevance,
  // As long as most passages are.
  text: text.padEnd(1_000),
  words: new Set(text.split(" ")),
});

test("FIND-9 copies are left out, and each document has a maximum number of passages", () => {
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

test("FIND-9 short passages of a document leave room for further ones", () => {
  const short = ["red", "green", "blue", "white"].map((word, i) => ({
    ...item(word, "a", 1 - i / 10, word),
    text: word,
  }));
  expect(diversify(short, { limit: 10, perDocument: 1 }).map(({ id }) => id)).toEqual([
    "red",
    "green",
    "blue",
  ]);
});

const CLIENTS = ["Alder", "Birch", "Cedar", "Elm", "Fir", "Oak"];
const CLAUSES =
  "This agreement is made between Northwind and CLIENT. The contractor cleans offices and kitchens on weekdays between six and nine. The monthly fee is FEE euros, payable within thirty days of receipt. Either party may terminate in writing with three months notice.";
const agreements = CLIENTS.map((client, i) =>
  passage(`agreement-${i}`, CLAUSES.replace("CLIENT", client).replace("FEE", String(400 + 35 * i))),
);
const manual = passage("manual", "Every agreement with a client is kept by the office in a locked drawer.");

test("FIND-20 contracts of one template are all found, and stand together", () => {
  const found = asked("Who has an agreement with Northwind?", [...agreements, manual]);
  const first = found.indexOf("agreement-0");
  expect(found.slice(first, first + 6)).toEqual(agreements.map(({ id }) => id));
});

test("FIND-20 the same clause in two contracts is found once, and what differs is named", () => {
  const [one, two] = agreements.map(({ text }) => text);
  expect(asked("agreement", [passage("a", one ?? ""), passage("b", one ?? "")])).toEqual(["a"]);
  expect(differingWords(two ?? "", one ?? "")).toEqual(["Birch", "435"]);
  const [first, second, other] = findDifferences(
    [agreements[0], agreements[1], manual].filter((some) => some !== undefined),
  );
  expect(first).not.toHaveProperty("differs");
  expect(second?.differs).toEqual({ from: "agreement-0", words: ["Birch", "435"] });
  expect(other).not.toHaveProperty("differs");
});

test("FIND-21 of two documents that a question compares, both are found, however much the others say", () => {
  const items = [
    ...["red", "green", "blue"].map((word, i) => item(`a${i}`, "a", 1 - i / 100, word)),
    ...["oak", "elm", "fir"].map((word, i) => item(`c${i}`, "c", 0.9 - i / 100, word)),
    item("b", "b", 0.1, "stone"),
  ];
  const chosen = (named: string[]) =>
    diversify(items, { limit: 4, perDocument: 3, named }).map(({ document }) => document);
  expect(chosen([])).toEqual(["a", "a", "a", "c"]);
  expect(chosen(["a", "b"])).toEqual(["a", "a", "a", "b"]);
});

test("FIND-21 a word that many titles have names none of them", () => {
  const titles = ["Alder contract", "Birch contract", "Cedar contract"];
  const candidates = titles.map((title) => ({ document: title, titleWords: termSetOf(title) }));
  expect(namedDocuments(candidates, termSetOf("the contract of Birch"))).toEqual(["Birch contract"]);
  expect(namedDocuments(candidates, termSetOf("which contract"))).toEqual([]);
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
