/** How good a list of answers is. */

/** Relevance of the judged documents of one query; those that nobody judged are not relevant. */
export type Judgements = Map<string, number>;

export interface Measures {
  ndcg10: number;
  recall20: number;
  /** Reciprocal rank of the first relevant one. */
  mrr: number;
}

/** Gain `2^relevance - 1`, discounted by log2 of the place; ideal over all judged documents (Järvelin and Kekäläinen, 2002). */
export function ndcg(found: string[], judged: Judgements, depth = 10): number {
  const gains = (relevances: number[]): number =>
    relevances
      .slice(0, depth)
      .reduce((sum, relevance, place) => sum + (2 ** relevance - 1) / Math.log2(place + 2), 0);
  const ideal = gains([...judged.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gains(found.map((id) => judged.get(id) ?? 0)) / ideal;
}

export function recall(found: string[], judged: Judgements, depth = 20): number {
  const relevant = [...judged].filter(([, relevance]) => relevance > 0).map(([id]) => id);
  const top = new Set(found.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => top.has(id)).length / relevant.length;
}

export function reciprocalRank(found: string[], judged: Judgements): number {
  const place = found.findIndex((id) => (judged.get(id) ?? 0) > 0);
  return place === -1 ? 0 : 1 / (place + 1);
}

/** The mean over all queries that were judged. */
export function measure(answers: Map<string, string[]>, judgements: Map<string, Judgements>): Measures {
  const mean = (one: (found: string[], judged: Judgements) => number): number => {
    const all = [...judgements].map(([query, judged]) => one(answers.get(query) ?? [], judged));
    return all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
  };
  return { ndcg10: mean(ndcg), recall20: mean(recall), mrr: mean(reciprocalRank) };
}
