/** Ranks candidates that have texts. Pure, so that the evaluation runs the same code. */
import { diversify } from "./diversify.ts";
import { type AskedWords, foundWords, termSetOf } from "../words/found-words.ts";
import { namedDocuments } from "./named-documents.ts";
import { rankFusion } from "./rank-fusion.ts";

export interface Candidate {
  id: string;
  document: string;
  title: string;
  headings: string[];
  text: string;
}

export interface RankRequest {
  /** The question's words. */
  asked: AskedWords;
  limit: number;
  perDocument: number;
  /** See `RetrieveRequest`. */
  show?: "fitting" | "all";
}

export interface Ranked<Item> {
  item: Item;
  /** Relevance, 0 to 1. */
  score: number;
}

/**
 * Weights of vector search and full-text search, measured in docs/knowledge.md. A question has few words, and they are mostly
 * the words of its answer.
 */
export const VECTOR_WEIGHT = 1;
export const TEXT_WEIGHT = 2;
/** Weights of the search rank and of the reranker's score in the final order. */
export const FOUND_WEIGHT = 1;
export const RERANK_WEIGHT = 1;

/** If no passage has this score, none of them answers the question. Measured in docs/knowledge.md. */
export const MIN_SCORE = 0.42;
/** Beside a passage that may answer it, others are shown that have at least this share of its score. */
const BESIDE_THE_BEST = 0.5;

/** The text of a passage that a reranker or an embedding model gets. */
export function wholeText({ title, headings, text }: Candidate): string {
  return [[title, ...headings].join(" › "), text].join("\n");
}

/**
 * Best first. `found` is in the order of the search. `reranked` has a score of 0 to 1 for each of the first candidates. The
 * others are then left out, because they would be judged by their words alone. The score is the better one of both: a model
 * finds what is said in other words, and words find names and numbers that a model does not know.
 */
export function rankPassages<Item extends Candidate>(
  { asked, limit, perDocument, show = "fitting" }: RankRequest,
  found: Item[],
  reranked: number[] | null,
): Ranked<Item>[] {
  const candidates = reranked === null ? found : found.slice(0, reranked.length);
  const order = finalOrder(candidates, reranked);
  const judged = candidates
    .map((item, i) => {
      const words = termSetOf(wholeText(item));
      const score = Math.max(foundWords(asked, words), reranked?.[i] ?? 0);
      return {
        item,
        document: item.document,
        text: item.text,
        words,
        score,
        place: order.get(item.id) ?? candidates.length,
      };
    })
    .sort((a, b) => a.place - b.place)
    .map((entry, place, all) => ({ ...entry, relevance: 1 - place / all.length }));
  const floor = show === "all" ? 0 : floorOf(judged.map(({ score }) => score));
  return diversify(
    judged.filter(({ score }) => score > 0 && score >= floor),
    { limit, perDocument, named: namedIn(asked, candidates) },
  ).map(({ item, score }) => ({ item, score }));
}

/** The documents whose titles have words of the question. */
function namedIn({ words }: AskedWords, candidates: Candidate[]): string[] {
  const titled = candidates.map(({ document, title }) => ({ document, titleWords: termSetOf(title) }));
  return namedDocuments(titled, new Set(words.flatMap(({ terms }) => terms)));
}

function floorOf(scores: number[]): number {
  const best = Math.max(0, ...scores);
  return best < MIN_SCORE ? Infinity : Math.min(MIN_SCORE, BESIDE_THE_BEST * best);
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
