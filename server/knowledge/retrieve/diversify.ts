/**
 * Of passages in order those that add something (after maximal marginal relevance; Carbonell and Goldstein, SIGIR 1998): copies are
 * left out, what repeats moves back, and no document has more than its share.
 */
export interface Diverse {
  document: string;
  /** How well it fits, 0 to 1 or any other scale with a difference of 1 between best and worst. */
  worth: number;
  /** The words of it. */
  words: Set<string>;
}

/** Of two texts that share so much of their words one is enough. */
const SAME = 0.85;
/** What a passage loses that shares all its words with one before it. */
const REPETITION = 0.2;

export function diversify<Item extends Diverse>(
  items: Item[],
  { limit, perDocument }: { limit: number; perDocument: number },
): Item[] {
  const chosen: Item[] = [];
  let left = items;
  while (chosen.length < limit) {
    left = left.filter((item) => isWelcome(item, chosen, perDocument));
    const best = left.reduce<{ item: Item; worth: number } | null>((before, item) => {
      const worth = item.worth - REPETITION * likeness(item, chosen);
      return before === null || worth > before.worth ? { item, worth } : before;
    }, null);
    if (best === null) break;
    chosen.push(best.item);
    left = left.filter((item) => item !== best.item);
  }
  return chosen;
}

function isWelcome(item: Diverse, chosen: Diverse[], perDocument: number): boolean {
  const ofDocument = chosen.filter(({ document }) => document === item.document).length;
  return ofDocument < perDocument && likeness(item, chosen) < SAME;
}

/** With the one among them that it is most like: shared words of all words (Jaccard). */
function likeness(item: Diverse, chosen: Diverse[]): number {
  return chosen.reduce((most, { words }) => Math.max(most, jaccard(item.words, words)), 0);
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
