/** Splits a text into its words, in every script. */

/** A word as it is written, in lower case but not folded, with the smaller words in it. */
export interface Word {
  /** `e-mail` as `email`, `Node.js` as `nodejs`, `1,299.00` as `1299`, `C++` as `c++`. */
  whole: string;
  /** `e`, `mail`. Empty if the word has no parts. */
  parts: string[];
}

/** A run of a script without spaces between words. */
export interface Run {
  run: string;
}

const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const LETTER = String.raw`(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}])`;
/** In a word, between two letters: hyphens, points, underscores, apostrophes; and commas between digits. */
const INNER = String.raw`(?:[-‐‑._'’ʼ·&](?=${LETTER})|(?<=\p{N})[,\u00a0\u202f](?=\p{N}))`;
/** A word; a run of a script without spaces is its first group. */
export const UNIT = new RegExp(
  String.raw`([${UNSPACED}][${UNSPACED}\p{M}]*)|${LETTER}(?:${LETTER}|${INNER})*(?:\+\+|#(?!${LETTER})|\((?:\p{L}|\p{N}{1,2})\))?`,
  "gu",
);

/** In the order of the text. `locale`: whose rules of upper and lower case apply (`tr`: I is ı). */
export function splitWords(text: string, locale?: string): (Word | Run)[] {
  const found: (Word | Run)[] = [];
  for (const match of normal(text).matchAll(UNIT)) {
    const [unit, run] = match;
    found.push(run === undefined ? wordOf(unit, locale) : { run });
  }
  return found;
}

/** NFKC takes two vowels of Thai and Lao apart, and the dictionary knows them in one piece only. */
function normal(text: string): string {
  return text.normalize("NFKC").replaceAll("\u0e4d\u0e32", "\u0e33").replaceAll("\u0ecd\u0eb2", "\u0eb3");
}

/** Digits in groups of three: `1,299` and `1.299` are the number 1299. */
const GROUPED = /^\d{1,3}(?:([.,' ’])\d{3})(?:\1\d{3})*(?:[.,](?!\d{3}$)\d+)?$/;
const DECIMAL = /^\d+[.,]\d+$/;

function wordOf(unit: string, locale: string | undefined): Word {
  if (/^\d/.test(unit)) {
    if (GROUPED.test(unit)) return groupedNumber(unit);
    if (DECIMAL.test(unit)) return { whole: unit.replace(",", "."), parts: [] };
  }
  const lower = (text: string): string =>
    locale === undefined ? text.toLowerCase() : text.toLocaleLowerCase(locale);
  const named = /^(\p{L}{1,2})(\+\+|#)$/u.exec(unit);
  if (named !== null) return { whole: lower(unit), parts: [] };
  const pieces = unit.split(/[-‐‑._'’ʼ·&(),\s+#]+/u).filter((piece) => piece !== "");
  const parts = pieces.flatMap((piece) => innerWords(piece)).map(lower);
  const isPossessive = /['’]s$/i.test(unit);
  if (isPossessive) parts.pop();
  // An elision or an ending after an apostrophe is not a part of the word: l'été, Ankara'nın.
  const isApart = /['’ʼ]/u.test(unit) && !/[-._]/.test(unit);
  const whole = isApart
    ? parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "")
    : pieces.map(lower).join("");
  return { whole, parts: parts.length < 2 ? [] : isApart ? parts.filter((part) => part !== whole) : parts };
}

function groupedNumber(unit: string): Word {
  const [whole = "", rest = ""] = /[.,]\d{1,2}$|[.,]\d{4,}$/.test(unit)
    ? [unit.replace(/[.,]\d+$/, ""), unit.replace(/^.*[.,]/, "")]
    : [unit];
  const number = whole.replace(/\D/g, "");
  return { whole: number, parts: /[1-9]/.test(rest) ? [number, `${number}.${rest}`] : [] };
}

/** `computeOrderTotal`: compute, Order, Total. `230V`: 230, V. */
function innerWords(piece: string): string[] {
  if (/^\p{Lu}?[\p{Ll}\p{M}]*$/u.test(piece)) return [piece];
  return (
    piece.match(/\p{N}+|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}\p{Lo}\p{Lm}]+|\p{L}[\p{L}\p{M}]*/gu) ?? [piece]
  );
}
