/** Something that can be found by what one types. */
export interface Findable {
  name: string;
  /** Other words for it. */
  words?: string;
}

/** How well a word fits, best first: the name begins with it, a word of it does, it stands somewhere, its letters do in order, from the beginning of a word on. */
const BEGINS = 4;
const BEGINS_WORD = 3;
const CONTAINS = 2;
const SCATTERED = 1;
/** Other words count, but less than a name. */
const OTHER_WORDS = 0.5;

/**
 * Whatever fits every word of the query, the best first; of equals the order stays, which is that of the newest. An empty query fits
 * everything.
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

/** Letters that only stand somewhere in order are in almost every long name: they have to begin with a word of it. */
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

/** Without case and accents. */
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
