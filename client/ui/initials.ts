const HUES = 8;

/** A stable number from 0 to 7 for a seed. */
export function hueOf(seed: string): number {
  let hash = 0;
  for (let i = 0; i < seed.length; i++) hash = (hash * 31 + seed.charCodeAt(i)) >>> 0;
  return hash % HUES;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The first grapheme of the first and of the last word. What is in brackets does not count, and a letter with many combining marks counts
 * as its base letter.
 */
export function initialsOf(name: string): string {
  const plain = name.replace(/\p{M}/gu, "");
  const words = wordsOf(plain.replace(/[([{].*?(?:[)\]}]|$)/gu, " "));
  if (words.length === 0) words.push(...wordsOf(plain));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const initials = [first, last].map((word) => (word === undefined ? "" : firstGrapheme(word))).join("");
  return (initials || "?").toLocaleUpperCase();
}

/** Words without the punctuation around them. */
const wordsOf = (text: string): string[] =>
  text
    .split(/[\s#@_.-]+/u)
    .map((word) => word.replace(/^\p{P}+/u, ""))
    .filter(Boolean);

function firstGrapheme(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment;
  return "";
}
