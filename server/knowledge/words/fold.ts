/** Takes from words what people leave out when they type: accents, ligatures, vowel signs that are not required. */

/** Letters that Unicode does not take apart into a base letter and an accent. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["ẞ", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ħ", "h"],
  ["ı", "i"],
  ["ё", "е"],
  ["ґ", "г"],
  ["أ", "ا"],
  ["إ", "ا"],
  ["آ", "ا"],
  ["ٱ", "ا"],
  ["ى", "ي"],
  ["ة", "ه"],
  ["ـ", ""],
]);

const FOLDED = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "gu");

/** Marks of Latin and Greek letters, vowel points of Hebrew and Arabic. Marks of other scripts are letters of their own. */
const MARKS = /(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+|[\u0591-\u05c7\u064b-\u0652\u0670]/gu;

/** `word` is in lower case. `Käse` and `Kase`, `café` and `cafe`, `ışık` and `isik` become one. */
export function fold(word: string): string {
  if (isPlain(word)) return word;
  return word
    .replace(FOLDED, (letter) => LETTERS.get(letter) ?? letter)
    .normalize("NFD")
    .replace(MARKS, "")
    .normalize("NFC");
}

const UMLAUTS: ReadonlyMap<string, string> = new Map([
  ["ä", "ae"],
  ["ö", "oe"],
  ["ü", "ue"],
  ["å", "aa"],
  ["ø", "oe"],
]);

/** The spelling of keyboards without umlauts: `Käse` as `Kaese`. The same word where it has none. */
export function spellOut(word: string): string {
  return isPlain(word) ? word : fold(word.replace(/[äöüåø]/g, (letter) => UMLAUTS.get(letter) ?? letter));
}

/** Of ASCII characters alone. */
export function isPlain(word: string): boolean {
  return /^[\x00-\x7f]*$/.test(word);
}
