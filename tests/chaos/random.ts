/** Seeded randomness: the same seed gives the same operations, faults and times. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** A random key; the weights are relative frequencies. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** A separate stream, so that one actor's choices do not depend on the speed of another. */
  fork(name: string): Random;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

export function makeRandom(seed: number): Random {
  let state = seed >>> 0;

  // mulberry32: 32 bits of state are enough here, and it takes five lines.
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));

  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick(values) {
      const at = between(0, values.length - 1);
      for (const value of values.slice(at, at + 1)) return value;
      throw new Error("nothing to pick from");
    },
    weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key {
      const entries = Object.entries<number>(weights);
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (rest -= weight) < 0) ?? entries.at(-1);
      for (const key in weights) if (key === found?.[0]) return key;
      throw new Error("nothing to weigh");
    },
    fork: (name) => makeRandom((seed ^ hash(name)) >>> 0),
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++) bytes[i] = between(0, 255);
      return bytes;
    },
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
