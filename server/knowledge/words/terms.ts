/**
 * The one analyser: what a text is indexed by, and what a question searches for. Index, ranking, highlighting and the stand-in
 * for embeddings use it, so that all of them agree on what a word is.
 */
import { fold, isPlain, spellOut } from "./fold.ts";
import { type Language, stemOf } from "./languages.ts";
import { languageOf } from "./language-of.ts";
import { stretchesOf, wordsOfRun } from "./segment.ts";
import { splitWords } from "./split-words.ts";
import { STOP_WORDS_OF } from "./stop-words.ts";

/** Raise it with every change of what a text is indexed by: older indexes then rebuild themselves. */
export const ANALYSER_VERSION = 1;

/** Longer strings are not words. UTF-16 units. */
const MAX_TERM_LENGTH = 100;

/** The terms of a text in its language, in order, with repetitions. */
export function termsOf(text: string, language: Language): string[] {
  return splitWords(text, language).flatMap((word) =>
    "run" in word
      ? wordsOfRun(word.run)
      : [word.whole, ...word.parts].flatMap((each) => formsOf(each, language)),
  );
}

/** The terms of a text without stop words, each word in one form. For comparing texts with each other. */
export function tellingTermsOf(text: string): string[] {
  const language = languageOf(text);
  const isStopWord = (word: string): boolean => STOP_WORDS_OF[language].has(word);
  return splitWords(text, language).flatMap((word) =>
    "run" in word
      ? stretchesOf(word.run).flatMap(wordsOfRun)
      : [word.whole, ...word.parts]
          .filter((each) => !isStopWord(each))
          .flatMap((each) => formsOf(each, language).slice(0, 1)),
  );
}

/**
 * A word's stem, without accents; and the stem of its spellings without accents and without umlauts, where those have another
 * one. `word` is in lower case.
 */
function formsOf(word: string, language: Language): string[] {
  if (word === "" || word.length > MAX_TERM_LENGTH) return [];
  return cached(`${language} ${word}`, () => makeForms(word, language));
}

/** Texts repeat words: with the cache, a text of 800 letters takes 0.2 ms, and without it 1.5 ms. It takes about 2 MB. */
const MAX_CACHED = 20_000;
const cache = new Map<string, string[]>();

function cached(key: string, make: () => string[]): string[] {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= MAX_CACHED) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}

function makeForms(word: string, language: Language): string[] {
  const spellings = isPlain(word) ? [word] : [word, fold(word), spellOut(word)];
  return [...new Set(spellings.map((spelling) => toTerm(spelling, language)))];
}

/** The terms by which a word of a question is found in texts of this language. */
export function searchedForms(word: string, language: Language): string[] {
  if (word === "" || word.length > MAX_TERM_LENGTH) return [];
  return cached(`? ${language} ${word}`, () => [
    ...new Set([word, fold(word)].map((spelling) => toTerm(spelling, language))),
  ]);
}

/**
 * The words of a text as they are written, without accents: one term for each word, in order, so that a phrase is a sequence of
 * terms.
 */
export function writtenTermsOf(text: string): string[] {
  return splitWords(text).flatMap((word) => ("run" in word ? wordsOfRun(word.run) : writtenTerm(word.whole)));
}

/** `word` is in lower case. */
export function writtenTerm(word: string): string[] {
  return word === "" || word.length > MAX_TERM_LENGTH ? [] : [escapeSigns(fold(word))];
}

/**
 * FTS5 cuts at `+`, `#` and `.`, which our terms contain (`c++`, `12.5`). In the index, characters for private use stand for
 * them.
 */
function escapeSigns(term: string): string {
  return term.replace(/[+#.]/g, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
}

function toTerm(word: string, language: Language): string {
  return escapeSigns(fold(stemOf(word, language)));
}
