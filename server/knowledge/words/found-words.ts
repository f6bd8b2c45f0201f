/** How much of a question stands in each of some texts, by its words. */
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
 * For each text the share of the question's words that it has, 0 to 1. A word weighs the more the fewer of the texts have it, as BM25
 * weighs it: what all of them have does not tell them apart, and what none has is missing most. Words of everyday weigh less anyway.
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

/** What a word weighs however many have it: the subject of a library is in all its chunks, and still what is asked about. */
const EVERY_WORD = 1;
