import { expect, test } from "vitest";
import { aimsOf } from "../eval/aims.ts";
import { half, hasAnswer, ownCollection } from "../eval/collection.ts";
import { embedder } from "../eval/embedder.ts";
import { measureAnswers } from "../eval/measure-answers.ts";
import { memoryLibrary } from "../eval/memory-library.ts";
import { measure, ndcg, recall, reciprocalRank } from "../eval/measures.ts";
import { plainFts5 } from "../eval/systems.ts";

const judged = new Map([
  ["best", 3],
  ["good", 1],
  ["bad", 0],
]);

test("the evaluation measures match textbook values", () => {
  expect(ndcg(["best", "good"], judged)).toBe(1);
  expect(ndcg(["good", "best"], judged)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)));
  expect(ndcg(["bad", "unknown"], judged)).toBe(0);
  expect(recall(["x", "good"], judged)).toBe(0.5);
  expect(reciprocalRank(["bad", "x", "good"], judged)).toBeCloseTo(1 / 3);
});

test("half of a collection leaves questions without an answer", () => {
  const whole = ownCollection("handbook");
  const part = half(whole);
  const answered = (collection: typeof whole) =>
    collection.questions.filter((question) => hasAnswer(collection, question)).length;
  expect(part.documents).toHaveLength(Math.ceil(whole.documents.length / 2));
  expect(answered(part)).toBeLessThan(answered(whole));
  expect(answered(part)).toBeGreaterThan(5);
});

const { embed } = embedder({});

test.each(["handbook", "branches"] as const)(
  "FIND-8 questions in %s get what answers them, with a story around them or without, and the others get nothing",
  async (name) => {
    const collection = ownCollection(name);
    const library = await memoryLibrary(collection.documents, embed);
    for (const language of new Set(collection.questions.map((question) => question.language ?? "en"))) {
      const questions = collection.questions.filter((question) => question.language === language);
      const plain = await measureAnswers(library, collection, questions, "plain");
      const chatty = await measureAnswers(library, collection, questions, "chatty");
      const missed = aimsOf(language, plain, chatty).filter(({ isMet }) => !isMet);
      expect({ language, missed }).toEqual({ language, missed: [] });
    }
  },
);

test("FIND-1 the words of a library's index find more than FTS5 as it comes, in every language together", async () => {
  const { documents, questions, judgements } = ownCollection("branches");
  const library = await memoryLibrary(documents, embed);
  const plain = plainFts5(documents);
  const answers = (find: (question: string) => string[]) =>
    measure(new Map(questions.map(({ id, text }) => [id, find(text)])), judgements).ndcg10;
  const ours = answers((question) => library.findByWords(question, 10));
  const theirs = answers((question) => {
    const found = plain(question, 10);
    return Array.isArray(found) ? found : [];
  });
  expect(ours).toBeGreaterThan(1.05 * theirs);
});
