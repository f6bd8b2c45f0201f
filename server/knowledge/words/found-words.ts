/** Measures how many words of a question occur in each of some texts. */
import { queryWords } from "./query-words.ts";
import { stem } from "./stem.ts";
import { informationWeight } from "./informative-words.ts";

/** The stems of a text. */
export function stemsOf(text: string): Set<string> {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return new Set(words.map(stem));
}

/**
 * For each text, the share of the question's words that it contains, 0 to 1. As in BM25, a word weighs more if fewer of the
 * texts contain it: a word in all texts does not distinguish them, and a word in none is the greatest loss. Common English
 * words weigh less.
 */
export function foundWords(question: string, texts: Set<string>[]): number[] {
  const words = [...new Set(queryWords(question).map(stem))];
  const weights = words.map((word) => {
    const having = texts.filter((text) => text.has(word)).length;
    const rarity = Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
    return (rarity + EVERY_WORD) * informationWeight(word);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return texts.map((text) =>
    all === 0 ? 0 : words.reduce((sum, word, i) => sum + (text.has(word) ? (weights[i] ?? 0) : 0), 0) / all,
  );
}

/** Minimum weight of a word: the subject of a library occurs in all its chunks, and is still what the question is about. */
const EVERY_WORD = 1;
