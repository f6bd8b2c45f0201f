/**
 * Selects passages that add something new, based on maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): copies
 * are left out, repetitive passages move back, and each document has a maximum number of passages. Alike passages of different
 * documents are no copies: what differs in them may be what is asked. They stand together.
 */
import { CHUNK_LENGTH } from "../../../shared/limits.ts";

export interface Diverse {
  document: string;
  text: string;
  /** Relevance, 0 to 1, or any scale with a difference of 1 between best and worst. */
  relevance: number;
  /** The words of its text. */
  words: Set<string>;
}

export interface Room {
  limit: number;
  /** Passages of one document; a short one counts by its length, as a third at least. */
  perDocument: number;
  /** Documents that the question names: each has a passage, if one was found. */
  named?: readonly string[];
}

/** Passages that share at least this part of their words are alike. Within a document they count as copies. */
const ALIKE = 0.85;
/** Penalty for a passage that shares all its words with an earlier one. */
const REPETITION_PENALTY = 0.2;

/** `items` are in order of relevance. */
export function diversify<Item extends Diverse>(items: Item[], room: Room): Item[] {
  const chosen: Item[] = [];
  let left = items;
  while (chosen.length < room.limit) {
    left = left.filter((item) => isWelcome(item, chosen, room));
    const waiting = left.filter(({ document }) => isMissing(document, chosen, room));
    const free = room.limit - chosen.length;
    const isFull = waiting.length > 0 && free <= new Set(waiting.map(({ document }) => document)).size;
    const best = bestOf(isFull ? waiting : left, chosen);
    if (best === null) break;
    chosen.push(best);
    // What is kept for named documents is not taken by those that are alike.
    for (const item of left) {
      const kept = new Set(
        waiting.map(({ document }) => document).filter((one) => isMissing(one, chosen, room)),
      );
      const isFree = room.limit - chosen.length > kept.size || kept.has(item.document);
      if (item !== best && isFree && isAlike(item, best) && isWelcome(item, chosen, room)) chosen.push(item);
      if (chosen.length === room.limit) break;
    }
    left = left.filter((item) => !chosen.includes(item));
  }
  return chosen;
}

function bestOf<Item extends Diverse>(items: Item[], chosen: Item[]): Item | null {
  return (
    items.reduce<{ item: Item; relevance: number } | null>((before, item) => {
      const relevance = item.relevance - REPETITION_PENALTY * similarity(item, chosen);
      return before === null || relevance > before.relevance ? { item, relevance } : before;
    }, null)?.item ?? null
  );
}

const isMissing = (document: string, chosen: readonly Diverse[], { named = [] }: Room): boolean =>
  named.includes(document) && !chosen.some((one) => one.document === document);

function isWelcome(item: Diverse, chosen: Diverse[], { perDocument }: Room): boolean {
  const ofDocument = chosen.filter(({ document }) => document === item.document);
  const share = ofDocument.reduce((sum, { text }) => sum + shareOf(text), 0);
  return (
    share + shareOf(item.text) <= perDocument &&
    similarity(item, ofDocument) < ALIKE &&
    !chosen.some(({ text }) => text === item.text)
  );
}

const shareOf = (text: string): number => Math.min(1, Math.max(1 / 3, text.length / CHUNK_LENGTH));

function isAlike(a: Diverse, b: Diverse): boolean {
  return a.document !== b.document && jaccard(a.words, b.words) >= ALIKE;
}

/** Highest similarity to one of the chosen passages. */
function similarity(item: Diverse, chosen: Diverse[]): number {
  return chosen.reduce((highest, { words }) => Math.max(highest, jaccard(item.words, words)), 0);
}

/** Shared words divided by all words. */
function jaccard(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
