/**
 * Vectors of text without a model: words and character trigrams hashed into so many dimensions, signed, weighted, normalised.
 * Similar words give similar vectors; synonyms do not. (Weinberger et al., Feature Hashing, 2009; trigrams as in fastText.)
 */
import { contentWords } from "./words.ts";

/** As the models have: https://developers.cloudflare.com/workers-ai/models/ */
const DIMENSIONS: [model: RegExp, dimensions: number][] = [
  [/bge-small/, 384],
  [/bge-base/, 768],
  [/bge-large|bge-m3/, 1_024],
];

export function dimensionsOf(model: string): number {
  return DIMENSIONS.find(([name]) => name.test(model))?.[1] ?? 768;
}

const TRIGRAM_WEIGHT = 0.3;

export function embed(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const add = (feature: string, weight: number) => {
    const hash = fnv1a(feature);
    const slot = hash % dimensions;
    vector[slot] = (vector[slot] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
  };
  for (const word of contentWords(text)) {
    add(word, 1);
    const padded = `<${word}>`;
    for (let i = 0; i + 3 <= padded.length; i++) add(`#${padded.slice(i, i + 3)}`, TRIGRAM_WEIGHT);
  }
  const length = Math.hypot(...vector);
  // A text without words has a direction too: providers never answer with zeros.
  if (length === 0) return vector.map((_, i) => (i === 0 ? 1 : 0));
  return vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
