/**
 * Text vectors without a model: word stems and their n-grams are hashed into dimensions, signed, weighted and normalised.
 * Similar words give similar vectors; synonyms do not. (Weinberger et al., Feature Hashing, 2009; n-grams as in fastText.)
 */
import { tellingTermsOf } from "../knowledge/words/terms.ts";

/** Dimensions of the real models: https://developers.cloudflare.com/workers-ai/models/ */
const DIMENSIONS: [model: RegExp, dimensions: number][] = [
  [/bge-small/, 384],
  [/bge-base/, 768],
  [/bge-large|bge-m3/, 1_024],
];

export function dimensionsOf(model: string): number {
  return DIMENSIONS.find(([name]) => name.test(model))?.[1] ?? 768;
}

/** Weight of all n-grams of a word together; the word itself has weight 1. Measured in docs/knowledge.md. */
const PARTS_WEIGHT = 0.3;
const PART_LENGTH = 5;

export function embed(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = fnv1a(feature);
    const slot = hash % dimensions;
    vector[slot] = (vector[slot] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
  }
  const length = Math.hypot(...vector);
  // A text without words gets a fixed direction: providers never answer with a zero vector.
  if (length === 0) return vector.map((_, i) => (i === 0 ? 1 : 0));
  return vector.map((value) => value / length);
}

/** Features with their weight, times the logarithm of their frequency. */
function featuresOf(text: string): [feature: string, weight: number][] {
  const features = new Map<string, { times: number; weight: number }>();
  const add = (feature: string, weight: number): void => {
    const times = (features.get(feature)?.times ?? 0) + 1;
    features.set(feature, { times, weight });
  };
  for (const term of tellingTermsOf(text)) {
    add(term, 1);
    const parts = partsOf(term);
    for (const part of parts) add(`#${part}`, PARTS_WEIGHT / Math.sqrt(parts.length));
  }
  return [...features].map(([feature, { times, weight }]) => [feature, (1 + Math.log(times)) * weight]);
}

/** N-grams of `<wing>`, such as `<wing` and `wing>`, so that `wings` and misspellings get similar vectors. */
function partsOf(word: string): string[] {
  const padded = `<${word}>`;
  const parts: string[] = [];
  for (let i = 0; i + PART_LENGTH <= padded.length; i++) parts.push(padded.slice(i, i + PART_LENGTH));
  return parts;
}

/** FNV-1a, 32 bits, with the last steps of MurmurHash3, because only the low bits select the dimension. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
