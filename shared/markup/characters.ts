/** Classes of characters that decide where markup begins and ends. Each expression is for one character. */

/** Scripts that are written without blanks between words, and their punctuation, full-width forms included. */
export const CJK =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3000-\u303f\uff00-\uff65\uffe0-\uffee]/u;
/** Punctuation that ends an address: Chinese and Japanese writers put no blank between an address and what follows. */
export const CJK_PUNCTUATION =
  "\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201f\u2026\u2014";
export const WORD = /[\p{L}\p{N}\p{M}]/u;
export const LETTER = /[\p{L}\p{Extended_Pictographic}\ue000-\uf8ff]/u;
export const BLANK = /\s/u;

/** The character that ends before `at`, both halves of a surrogate pair; "" at the beginning. */
export function characterBefore(text: string, at: number): string {
  if (at <= 0) return "";
  const pair = text.slice(Math.max(0, at - 2), at);
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.charAt(at - 1);
}

/** The character at `at`; "" at the end. */
export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}
