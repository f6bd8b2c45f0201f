/** Scores how well texts match a question, by their common words. Replaces a model that reads both. */
import { stem } from "../knowledge/words/stem.ts";
import { STOP_WORDS } from "../knowledge/words/stop-words.ts";
import { informationWeight } from "../knowledge/words/informative-words.ts";
import { wordsOf } from "./tokenize.ts";

/** Parameters of BM25 (Robertson and Zaragoza, 2009): saturation of repeated words, and the effect of length. */
const K1 = 0.6;
const B = 0.4;

/**
 * For each text, the share of the question's information that it contains, 0 to 1. Unlike in BM25 the score does not depend on
 * the other texts, like a model's score. Only `informative-words.ts` decides which words are rare.
 */
function fit(query: string, texts: string[]): number[] {
  const terms = [...new Set(rootsOf(query))];
  const all = terms.reduce((sum, term) => sum + informationWeight(term), 0);
  const documents = texts.map(rootsOf);
  const average = documents.reduce((sum, words) => sum + words.length, 0) / Math.max(1, documents.length);
  return documents.map((words) => {
    const times = new Map<string, number>();
    for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
    const length = 1 - B + (B * words.length) / Math.max(1, average);
    const share = terms.reduce((sum, term) => {
      const count = times.get(term) ?? 0;
      return sum + (informationWeight(term) * count) / (count + K1 * length);
    }, 0);
    return all === 0 ? 0 : share / all;
  });
}

function rootsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** In the form of `@cf/baai/bge-reranker-base`: scores between 0 and 1, best first. */
export function rerank(query: string, contexts: string[], top: number): { id: number; score: number }[] {
  return fit(query, contexts)
    .map((score, id) => ({ id, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, top);
}
