/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): lists whose scores cannot be compared are joined by the places
 * in them. What is first in a list of weight 1 gets 1/61.
 */
export interface RankedList {
  /** Best first. */
  ids: string[];
  weight: number;
}

/** As in the paper: what is first in one list does not beat what is well placed in both. */
const K = 60;

/** All ids of all lists, best first; those that tie in the order in which they were met. */
export function rankFusion(lists: RankedList[]): string[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    [...new Set(ids)].forEach((id, index) => {
      scores.set(id, (scores.get(id) ?? 0) + weight / (K + index + 1));
    });
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
