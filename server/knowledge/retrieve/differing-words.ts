/** Passages that are alike: which words tell them apart. */
import type { ChunkId } from "../../bindings/chunk.ts";

export interface Differing {
  id: ChunkId;
  document: string;
  text: string;
  /** The earlier passage that it is like, and its words that are not in that one, as they stand in its text. */
  differs?: { from: ChunkId; words: string[] };
}

/** Of the words of both, so many are in both. */
const ALIKE = 0.8;
/** Parts of a text that are named. Texts that differ in more are not alike. */
const MOST_PARTS = 12;

/** Each passage that is like an earlier one of another document gets the words by which it differs. */
export function findDifferences<Passage extends Differing>(
  passages: readonly Passage[],
): (Passage & Pick<Differing, "differs">)[] {
  return passages.map((passage, i) => {
    const like = passages
      .slice(0, i)
      .find((other) => other.document !== passage.document && areAlike(passage.text, other.text));
    if (like === undefined) return passage;
    const words = differingWords(passage.text, like.text);
    return words.length === 0 ? passage : { ...passage, differs: { from: like.id, words } };
  });
}

/** The words of `text` that `other` does not have, neighbours together: `["Lindqvist Dental", "435"]`. */
export function differingWords(text: string, other: string): string[] {
  const known = new Set(wordsOf(other).map(({ word }) => word));
  const parts: { from: number; to: number }[] = [];
  let wasNew = false;
  for (const { word, from, to } of wordsOf(text)) {
    const isNew = !known.has(word);
    const last = parts.at(-1);
    if (isNew && wasNew && last !== undefined) last.to = to;
    else if (isNew) parts.push({ from, to });
    wasNew = isNew;
  }
  return parts.slice(0, MOST_PARTS).map(({ from, to }) => text.slice(from, to).replace(/\s+/g, " "));
}

function areAlike(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => new Set(wordsOf(text).map(({ word }) => word)));
  if (one === undefined || two === undefined) return false;
  const shared = [...one].filter((word) => two.has(word)).length;
  return shared >= ALIKE * (one.size + two.size - shared);
}

function wordsOf(text: string): { word: string; from: number; to: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[.,'’-][\p{L}\p{N}]+)*/gu)].map((match) => ({
    word: match[0].toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
}
