/** Ranks candidates that have texts. Pure, so that the evaluation runs the same code. */
import { diversify } from "./diversify.ts";
import { foundWords, stemsOf } from "../words/found-words.ts";
import { rankFusion } from "./rank-fusion.ts";

export interface Candidate {
  id: string;
  document: string;
  title: string;
  headings: string[];
  text: string;
}

export interface RankRequest {
  question: string;
  limit: number;
  perDocument: number;
  /** Minimum score of a passage; MIN_SCORE if missing. */
  floor?: number;
}

export interface Ranked<Item> {
  item: Item;
  /** Relevance, 0 to 1. */
  score: number;
}

/** Weights of vector search and full-text search, measured in docs/knowledge.md. */
export const VECTOR_WEIGHT = 1;
export const TEXT_WEIGHT = 1;
/** Weights of the search rank and of the reranker's score in the final order. */
export const FOUND_WEIGHT = 1;
export const RERANK_WEIGHT = 1;

/** Share of the reranker in the score; the rest is the share of found words. Without a reranker, only found words count. */
const RERANK_SHARE = 0.7;
/** Passages with a lower score do not answer the question. */
export const MIN_SCORE = 0.4;

/** The text of a passage that a reranker or an embedding model gets. */
export function wholeText({ title, headings, text }: Candidate): string {
  return [[title, ...headings].join(" › "), text].join("\n");
}

/**
 * Best first. `found` is in the order of the search. `reranked` has a score of 0 to 1 for each of the first candidates. The
 * others are then left out, because without a reranker score they would be judged too high.
 */
export function rankPassages<Item extends Candidate>(
  { question, limit, perDocument, floor = MIN_SCORE }: RankRequest,
  found: Item[],
  reranked: number[] | null,
): Ranked<Item>[] {
  const candidates = reranked === null ? found : found.slice(0, reranked.length);
  const words = candidates.map((candidate) => stemsOf(wholeText(candidate)));
  const shares = foundWords(question, words);
  const judged = candidates.map((item, i) => ({
    item,
    document: item.document,
    words: words[i] ?? new Set<string>(),
    score: fit(shares[i] ?? 0, reranked?.[i] ?? null),
  }));
  const order = finalOrder(candidates, reranked);
  const inOrder = judged
    .map((entry) => ({ ...entry, place: order.get(entry.item.id) ?? candidates.length }))
    .sort((a, b) => a.place - b.place)
    .map((entry, place, all) => ({ ...entry, relevance: 1 - place / all.length }));
  return diversify(
    inOrder.filter(({ score }) => score >= floor),
    { limit, perDocument },
  ).map(({ item, score }) => ({ item, score }));
}

function fit(found: number, reranked: number | null): number {
  return reranked === null ? found : RERANK_SHARE * reranked + (1 - RERANK_SHARE) * found;
}

/** The rank of each id. */
export function finalOrder(candidates: { id: string }[], reranked: number[] | null): Map<string, number> {
  const found = candidates.map(({ id }) => id);
  const lists = [{ ids: found, weight: FOUND_WEIGHT }];
  if (reranked !== null) {
    const best = candidates
      .map(({ id }, i) => ({ id, score: reranked[i] ?? null }))
      .flatMap(({ id, score }) => (score === null ? [] : [{ id, score }]))
      .sort((a, b) => b.score - a.score);
    lists.push({ ids: best.map(({ id }) => id), weight: RERANK_WEIGHT });
  }
  return new Map(rankFusion(lists).map((id, place) => [id, place]));
}
