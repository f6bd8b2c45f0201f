/** Selects the words of a query that are worth their cost. */
import type { SqlStore } from "../../storage/sql.ts";
import { stem } from "../words/stem.ts";
import { matchAny } from "../words/query-words.ts";

/**
 * Maximum chunks that one query ranks. BM25 costs 1 µs for each chunk that has any of the words, so a common word costs most
 * and distinguishes least. In a library of 100,000 chunks all words of a long question took 71 ms, the rare ones 15 ms.
 */
const MAX_RANKED = 6_000;

/** The rarest words that together occur in at most MAX_RANKED chunks, but at least one word. In a smaller library, all words. */
export function withinQueryCost(store: SqlStore, words: string[]): string[] {
  if (words.length < 2 || chunkCount(store) <= MAX_RANKED) return words;
  const counted = words.map((word) => ({ word, chunks: chunksWith(store, word) }));
  let ranked = 0;
  return counted
    .filter(({ chunks }) => chunks > 0)
    .sort((a, b) => a.chunks - b.chunks)
    .filter(({ chunks }, index) => (ranked += chunks) <= MAX_RANKED || index === 0)
    .map(({ word }) => word);
}

function chunkCount(store: SqlStore): number {
  return store.first<{ chunks: number }>("SELECT chunks FROM totals")?.chunks ?? 0;
}

/**
 * The index's count for the word. A word that the index spells differently is counted up to the limit, because more is rejected
 * anyway.
 */
function chunksWith(store: SqlStore, word: string): number {
  const term = stem(word.normalize("NFKD").replace(/\p{M}/gu, ""));
  const known = store.first<{ doc: number }>("SELECT doc FROM chunk_terms WHERE term = ?", term);
  if (known !== null) return known.doc;
  return (
    store.first<{ chunks: number }>(
      "SELECT count(*) AS chunks FROM (SELECT rowid FROM chunk_words WHERE chunk_words MATCH ? LIMIT ?)",
      matchAny([word]),
      MAX_RANKED + 1,
    )?.chunks ?? 0
  );
}
