/** Guesses the language of a text by its most frequent words. */
import { type Language, LANGUAGES } from "./languages.ts";
import { STOP_WORDS_OF } from "./stop-words.ts";

/** A word that many languages have says less about each of them. */
const EVIDENCE = new Map<string, { languages: Language[]; weight: number }>();
for (const language of LANGUAGES)
  for (const word of STOP_WORDS_OF[language]) {
    const languages = [...(EVIDENCE.get(word)?.languages ?? []), language];
    EVIDENCE.set(word, { languages, weight: 1 / languages.length });
  }

/** Letters that few languages have. A word with one of them counts as much as a frequent word. */
const LETTERS: [letters: RegExp, languages: Language[]][] = [
  [/[ğışİ]/, ["tr"]],
  [/ß/, ["de"]],
  [/ñ/, ["es"]],
  [/[ãõ]/, ["pt"]],
  [/[őű]/, ["hu"]],
  [/[ățș]/, ["ro"]],
  [/[œùèêëîû]/, ["fr"]],
  [/[æø]/, ["da", "no"]],
  [/å/, ["sv", "da", "no"]],
];

/** The beginning of a text that is looked at. UTF-16 units. */
const LOOKED_AT = 4_000;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORDS = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{M}]+/gu;
/** How much more a likely language counts: a question of four words may have no other sign. */
const LIKELY = 3;

/**
 * `likely`: languages that the text is probably in, the most probable one first. It is the answer where no word speaks for any
 * language (names, numbers, code), and English where there is none.
 */
export function languageOf(text: string, likely: readonly Language[] = []): Language {
  return languageIn(text, likely) ?? likely[0] ?? "en";
}

/** The same; null where no word speaks for any language. */
export function languageIn(text: string, likely: readonly Language[] = []): Language | null {
  const none: [Language | null, number] = [null, 0];
  const start = text.slice(0, LOOKED_AT).normalize("NFC").toLowerCase();
  const words = start.match(WORDS) ?? [];
  // A Chinese text with some Latin names is in none of these languages.
  if ((start.match(UNSPACED)?.length ?? 0) > words.join("").length) return null;
  const scores = new Map<Language, number>();
  for (const word of words) {
    const { languages, weight } = EVIDENCE.get(word) ?? byLetters(word);
    for (const language of languages)
      scores.set(language, (scores.get(language) ?? 0) + weight * (likely.includes(language) ? LIKELY : 1));
  }
  return [...scores].reduce<[Language | null, number]>(
    (best, one) => (one[1] > best[1] ? one : best),
    none,
  )[0];
}

function byLetters(word: string): { languages: Language[]; weight: number } {
  const languages = LETTERS.find(([letters]) => letters.test(word))?.[1] ?? [];
  return { languages, weight: 1 / Math.max(1, languages.length) };
}
