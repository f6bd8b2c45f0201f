/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): joins lists whose scores cannot be compared, by their
 * ranks. The first entry of a list with weight 1 gets 1/61.
 */
export interface RankedList {
  /** Best first. */
  ids: string[];
  weight: number;
}

/** From the paper: the first entry of one list does not outrank an entry that is high in both lists. */
const K = 60;

/** All ids of all lists, best first. Ties keep the order of first occurrence. */
export function rankFusion(lists: RankedList[]): string[] {
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    [...new Set(ids)].forEach((id, index) => {
      scores.set(id, (scores.get(id) ?? 0) + weight / (K + index + 1));
    });
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
}
