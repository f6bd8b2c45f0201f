import { expect, test } from "vitest";
import { readCranfield } from "../eval/cranfield.ts";
import { measure, ndcg, recall, reciprocalRank } from "../eval/measures.ts";
import { fullText } from "../eval/systems.ts";

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

test("full-text search is at least as good as plain BM25 on Cranfield", () => {
  const { documents, queries, judgements } = readCranfield();
  const find = fullText(documents);
  const answers = new Map<string, string[]>();
  for (const { id, text } of queries) {
    const found = find(text, 20);
    if (Array.isArray(found)) answers.set(id, found);
  }
  expect(measure(answers, judgements).ndcg10).toBeGreaterThan(0.35);
});
