/**
 * Selects passages that add something new, based on maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): copies
 * are left out, repetitive passages move back, and each document has a maximum number of passages.
 */
export interface Diverse {
  document: string;
  /** Relevance, 0 to 1, or any scale with a difference of 1 between best and worst. */
  relevance: number;
  /** The words of its text. */
  words: Set<string>;
}

/** Passages that share at least this part of their words count as copies. */
const COPY_SIMILARITY = 0.85;
/** Penalty for a passage that shares all its words with an earlier one. */
const REPETITION_PENALTY = 0.2;

export function diversify<Item extends Diverse>(
  items: Item[],
  { limit, perDocument }: { limit: number; perDocument: number },
): Item[] {
  const chosen: Item[] = [];
  let left = items;
  while (chosen.length < limit) {
    left = left.filter((item) => isWelcome(item, chosen, perDocument));
    const best = left.reduce<{ item: Item; relevance: number } | null>((before, item) => {
      const relevance = item.relevance - REPETITION_PENALTY * similarity(item, chosen);
      return before === null || relevance > before.relevance ? { item, relevance } : before;
    }, null);
    if (best === null) break;
    chosen.push(best.item);
    left = left.filter((item) => item !== best.item);
  }
  return chosen;
}

function isWelcome(item: Diverse, chosen: Diverse[], perDocument: number): boolean {
  const ofDocument = chosen.filter(({ document }) => document === item.document).length;
  return ofDocument < perDocument && similarity(item, chosen) < COPY_SIMILARITY;
}

/** Highest similarity to one of the chosen passages: shared words divided by all words (Jaccard). */
function similarity(item: Diverse, chosen: Diverse[]): number {
  return chosen.reduce((highest, { words }) => Math.max(highest, jaccard(item.words, words)), 0);
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
