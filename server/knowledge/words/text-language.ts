/** The language of a document's text, as far as its letters and its most frequent words tell. */
import { languageIn } from "./language-of.ts";
import type { Language } from "./languages.ts";

/** ISO 639-1: the languages whose words are known, and those that their letters tell. */
type TextLanguage = Language | "ja" | "ko" | "th" | "zh";

/** The beginning of a text that is looked at. UTF-16 units. */
const LOOKED_AT = 4_000;
const LETTERS = /\p{L}/gu;
/** Japanese has Chinese letters too, so its own come first. One of these letters says as much as several Latin ones, so a text of both is in it. */
const SCRIPTS: readonly [language: TextLanguage, letters: RegExp, share: number][] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.1],
  ["ko", /\p{Script=Hangul}/gu, 0.3],
  ["th", /\p{Script=Thai}/gu, 0.3],
  ["zh", /\p{Script=Han}/gu, 0.3],
];

/** Null where nothing tells it: numbers, names, code. */
export function textLanguageOf(text: string): TextLanguage | null {
  const start = text.slice(0, LOOKED_AT);
  const letters = start.match(LETTERS)?.length ?? 0;
  if (letters === 0) return null;
  for (const [language, ofIt, share] of SCRIPTS)
    if ((start.match(ofIt)?.length ?? 0) >= share * letters) return language;
  return languageIn(start);
}
