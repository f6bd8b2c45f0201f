/** Words of scripts that have no spaces between them. */
import { STOP_WORDS_WITHOUT_SPACES } from "./stop-words.ts";

const BY_DICTIONARY = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter("th", { granularity: "word" });

/** Thai, Lao, Khmer, Burmese by dictionary; Chinese, Japanese and Korean as pairs of characters. */
export function wordsOfRun(run: string): string[] {
  return isDictionaryRun(run) ? dictionaryWords(run) : pairs(run);
}

export function isDictionaryRun(run: string): boolean {
  return BY_DICTIONARY.test(run);
}

/** What is between the stop words of a run; all of it if there is nothing else. */
export function stretchesOf(run: string): string[] {
  const between = [""];
  for (const word of dictionaryWords(run)) {
    if (STOP_WORDS_WITHOUT_SPACES.has(word)) between.push("");
    else between.push((between.pop() ?? "") + word);
  }
  const telling = between.filter((stretch) => stretch !== "");
  return telling.length > 0 ? telling : [run];
}

/** The dictionary's language follows from the script. */
function dictionaryWords(run: string): string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

/** `abc` is `ab`, `bc`, `c`: so that a search for one character finds it as the beginning of a pair. */
function pairs(run: string): string[] {
  const characters = Array.from(run);
  return characters.map((character, i) => character + (characters[i + 1] ?? ""));
}
