/** Selects the words of a query that are worth their cost. */
import type { CountedWord } from "../../bindings/library-index.ts";

/**
 * Maximum chunks that one query ranks. BM25 costs 1 µs for each chunk that has any of the words, so a common word costs most
 * and distinguishes least. In a library of 100,000 chunks all words of a long question took 71 ms, the rare ones 15 ms.
 */
const MAX_RANKED = 6_000;

/** The rarest words that together occur in at most MAX_RANKED chunks, but at least one word. In a smaller library, all words. */
export function withinQueryCost(words: CountedWord[], all: number): CountedWord[] {
  const known = words.filter((word) => word.chunks > 0);
  if (all <= MAX_RANKED) return known;
  let ranked = 0;
  return known
    .toSorted((a, b) => a.chunks - b.chunks)
    .filter((word, index) => (ranked += word.chunks) <= MAX_RANKED || index === 0);
}
