/** How many words of a question a text has, and how much they say. */
import type { CountedWord } from "../../bindings/library-index.ts";
import { languageOf } from "./language-of.ts";
import { termsOf } from "./terms.ts";

/** The different terms of a text. */
export function termSetOf(text: string): Set<string> {
  return new Set(termsOf(text, languageOf(text)));
}

/** The words of a question, as the searched libraries have them together. */
export interface AskedWords {
  words: CountedWord[];
  /** Chunks of all searched libraries. */
  chunks: number;
}

/** A word in another form than any that the index has for it, or a part of a longer word. */
const RELATED = 0.6;
/** A single letter or digit says little, however rare it is. */
const SINGLE = 0.3;
/** Of a word of four characters there are three pairs. */
const PAIR = 0.7;
/** A word that no chunk has: often one that people say around what they ask for, and sometimes what they ask for. */
const UNKNOWN = 0.65;
/** A word of a sentence that does not ask, beside one of a sentence that does. */
const TOLD = 0.5;
/** So many words that one chunk alone has are all that a passage needs, whatever else the question says. */
const RARE_WORDS = 4;

/**
 * How much a text has to do with a question, 0 to 1: the share that it has of the information in the question's words, or in
 * those of the sentences that ask. Words that are rare in the libraries carry more. What people say around a question must not
 * count against a text, so a text with several rare words has a high score whatever the share is.
 */
export function foundWords({ words, chunks }: AskedWords, text: Set<string>): number {
  let [found, all, foundAsked, allAsked] = [0, 0, 0, 0];
  for (const word of words) {
    const rarity = rarityOf(word, chunks);
    const weight = word.chunks === 0 ? UNKNOWN * rarity : rarity;
    const has = rarity * match(word, text);
    all += Math.max(weight, has);
    found += has;
    if (!word.asked) continue;
    allAsked += Math.max(weight, has);
    foundAsked += has;
  }
  const rare = (foundAsked + TOLD * (found - foundAsked)) / RARE_WORDS;
  return all === 0 ? 0 : Math.min(1, Math.max(found / all, allAsked === 0 ? 0 : foundAsked / allAsked, rare));
}

/** 0 for a word that all chunks have, 1 for one that a single chunk or none has. The inverse document frequency, scaled. */
export function rarityOf({ word, chunks: having }: CountedWord, chunks: number): number {
  const rarity = Math.log((chunks + 1) / (Math.max(1, having) + 0.5)) / Math.log((chunks + 1) / 1.5);
  return chunks === 0 ? 0 : sizeOf(word) * Math.min(1, Math.max(0, rarity));
}

function sizeOf(word: string): number {
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) return PAIR;
  return Array.from(word).length === 1 ? SINGLE : 1;
}

function match({ terms, exact }: CountedWord, text: Set<string>): number {
  if (terms.some((term) => text.has(term))) return exact ? 1 : RELATED;
  return terms.some((term) => hasRelated(term, text)) ? RELATED : 0;
}

/** Letters that two forms of a word share from their beginning, at least; and as a share of the longer one. */
const MIN_SHARED = 5;
const SHARED = 0.7;

function hasRelated(term: string, text: Set<string>): boolean {
  if (term.length < MIN_SHARED || !/^\p{L}+$/u.test(term)) return false;
  for (const other of text)
    if (other.includes(term) || sharedBeginning(term, other) >= SHARED * Math.max(term.length, other.length))
      return true;
  return false;
}

/** Number of letters; 0 below MIN_SHARED. */
function sharedBeginning(a: string, b: string): number {
  if (!b.startsWith(a.slice(0, MIN_SHARED))) return 0;
  let length = MIN_SHARED;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
