/** An item that the search can find. */
export interface Findable {
  name: string;
  /** Further words by which the item is found. */
  words?: string;
}

/**
 * Scores of a match, best first: the name begins with the word; a word of the name does; the word occurs anywhere; its letters occur in
 * order, starting at the beginning of a word.
 */
const BEGINS = 4;
const BEGINS_WORD = 3;
const CONTAINS = 2;
const SCATTERED = 1;
/** A match in the further words counts this fraction of a match in the name. */
const OTHER_WORDS = 0.5;

/**
 * Returns the items that match every word of the query, best first. Items with equal scores keep their order (newest first). An empty
 * query matches everything.
 */
export function rank<Item extends Findable>(items: readonly Item[], query: string): Item[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ item }) => item);
}

function scoreOf(item: Findable, words: readonly string[]): number | null {
  const name = plain(item.name);
  const others = plain(item.words ?? "");
  let sum = 0;
  for (const word of words) {
    const score = fit(name, word) ?? (others.includes(word) ? OTHER_WORDS : null);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}

function fit(name: string, word: string): number | null {
  if (name.startsWith(word)) return BEGINS;
  const at = name.indexOf(word);
  if (at >= 0)
    return /[\p{L}\p{N}]/u.test(name.charAt(at - 1)) && !wordBegins(name, word) ? CONTAINS : BEGINS_WORD;
  return isScattered(name, word) ? SCATTERED : null;
}

function wordBegins(name: string, word: string): boolean {
  return name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
}

/**
 * Whether the letters of the word occur in order. The first letter must begin a word of the name, because almost every long name contains
 * the letters in some order.
 */
function isScattered(name: string, word: string): boolean {
  if (word.length < 2) return false;
  return name.split(/[^\p{L}\p{N}]+/u).some((part) => {
    if (part.charAt(0) !== word.charAt(0)) return false;
    let from = name.indexOf(part);
    for (const letter of word) {
      from = name.indexOf(letter, from) + 1;
      if (from === 0) return false;
    }
    return true;
  });
}

/** Lower case, without accents. */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
