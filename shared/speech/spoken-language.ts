/**
 * Guesses in which language a text is to be spoken. The search has lists of words for stems (`server/knowledge/words`); they are too large
 * for a page, and here a few frequent words suffice: a voice is chosen among few languages.
 */

/** Scripts of one spoken language. The first that has the most letters wins. Kana are in a Japanese text beside Han. */
const SCRIPTS: readonly [language: string, letters: RegExp][] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["th", /\p{Script=Thai}/gu],
];
const LATIN = /\p{Script=Latin}/gu;
/** A word of a script without an alphabet has one or two signs, a Latin one about five. */
const LATIN_WEIGHT = 0.3;

const WORDS: Readonly<Record<string, string>> = {
  en: "the and is of to in that it for you are with this not have be was as on at we can what will from they",
  de: "der die das und ist nicht ein eine zu den mit von für auf es sich auch wir ich sie dem wird im wie was sind kann",
  fr: "le la les et est des un une que pour dans qui pas vous nous sur avec ce il elle sont du au cette je",
  es: "el la los las y es de que en un una por con para no se del lo como está son más al su pero",
  it: "il lo la gli e è di che un una per non con sono del della nel anche più come questo si ma",
  pt: "o a os as e é de que um uma para com não em do da no na por mais são como se está ao você",
  nl: "de het een en is van niet dat op te in voor met zijn aan ook er maar wij ik je wordt naar kan",
};
/** Letters that speak for one of these languages as much as a word. */
const LETTERS: Readonly<Record<string, RegExp>> = {
  de: /[ßäöü]/u,
  es: /[ñ¿¡]/u,
  pt: /[ãõ]/u,
  fr: /[çèêœù]/u,
};

/** The beginning of a text that is looked at, UTF-16 units. */
const LOOKED_AT = 2_000;

/** As a language tag of two letters. `otherwise`: where nothing speaks for any language. */
export function spokenLanguage(text: string, otherwise = "en"): string {
  const start = text.slice(0, LOOKED_AT).normalize("NFC").toLowerCase();
  const count = (letters: RegExp) => start.match(letters)?.length ?? 0;
  const latin = count(LATIN);
  const [script, signs] = SCRIPTS.map(([language, letters]) => [language, count(letters)] as const).reduce(
    (most, one) => (one[1] > most[1] ? one : most),
  );
  // Japanese has more Han than kana in titles and lists, and Chinese has no kana at all.
  const isJapanese = script === "zh" && count(SCRIPTS[0]?.[1] ?? LATIN) > signs / 10;
  if (signs > latin * LATIN_WEIGHT) return isJapanese ? "ja" : script;
  return latinLanguage(start, otherwise);
}

const SETS = Object.entries(WORDS).map(([language, words]) => [language, new Set(words.split(" "))] as const);

function latinLanguage(text: string, otherwise: string): string {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  let best = otherwise;
  let most = 0;
  for (const [language, frequent] of SETS) {
    const letters = LETTERS[language];
    const found = words.filter((word) => frequent.has(word) || letters?.test(word) === true).length;
    // Where two are alike, the one that was expected.
    if (found > most || (found === most && found > 0 && language === otherwise)) {
      best = language;
      most = found;
    }
  }
  return best;
}
