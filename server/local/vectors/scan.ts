/** The exact search over the bytes: every vector of an allowed group is compared. */
import { Best } from "./best.ts";

/** 1,024 vectors side by side: one blob, well under the 2 MB of a row at 1,536 dimensions. */
export const PACK_SIZE = 1_024;

export interface Pack {
  vectors: Int8Array<ArrayBuffer>;
  /** Of each vector, what a step of its bytes is worth. */
  scales: Float32Array<ArrayBuffer>;
  /** Of each vector, the number of its namespace and indexed metadata; 0 where there is none. */
  groups: Int32Array<ArrayBuffer>;
}

export function emptyPack(dimensions: number): Pack {
  return {
    vectors: new Int8Array(PACK_SIZE * dimensions),
    scales: new Float32Array(PACK_SIZE),
    groups: new Int32Array(PACK_SIZE),
  };
}

/** The slots of the best `limit` vectors, in no order. `allowed[group]` is 1 where a group may be found. */
export function scan(packs: Pack[], query: Int8Array, allowed: Uint8Array, limit: number): number[] {
  const best = new Best(limit);
  packs.forEach((pack, number) => scanPack(pack, number * PACK_SIZE, query, allowed, best));
  return best.slots();
}

function scanPack(
  { vectors, scales, groups }: Pack,
  first: number,
  query: Int8Array,
  allowed: Uint8Array,
  best: Best,
) {
  const dimensions = query.length;
  for (let i = 0; i < PACK_SIZE; i++) {
    if (allowed[groups[i] ?? 0] !== 1) continue;
    const score = dotBytes(vectors, i * dimensions, query) * (scales[i] ?? 0);
    if (score > best.threshold) best.add(first + i, score);
  }
}

/** Four sums side by side, so that the processor does not wait for each addition. Dimensions of models are multiples of 4. */
function dotBytes(vectors: Int8Array, from: number, query: Int8Array): number {
  const dimensions = query.length;
  const whole = dimensions - (dimensions % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    a = (a + Math.imul(vectors[from + i] ?? 0, query[i] ?? 0)) | 0;
    b = (b + Math.imul(vectors[from + i + 1] ?? 0, query[i + 1] ?? 0)) | 0;
    c = (c + Math.imul(vectors[from + i + 2] ?? 0, query[i + 2] ?? 0)) | 0;
    d = (d + Math.imul(vectors[from + i + 3] ?? 0, query[i + 3] ?? 0)) | 0;
  }
  for (let i = whole; i < dimensions; i++) a += (vectors[from + i] ?? 0) * (query[i] ?? 0);
  return a + b + c + d;
}
