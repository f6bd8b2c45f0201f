/** The exact search over bytes: compares every vector of the allowed groups. */
import { Best } from "./best.ts";

/** Vectors in one pack. A pack is one blob, well below the 2 MB limit of a row at 1,536 dimensions. */
export const PACK_SIZE = 1_024;

export interface Pack {
  vectors: Int8Array<ArrayBuffer>;
  /** For each vector, the value of one step of its bytes. */
  scales: Float32Array<ArrayBuffer>;
  /** For each vector, the number of its group (namespace and indexed metadata); 0 for an empty slot. */
  groups: Int32Array<ArrayBuffer>;
}

export function emptyPack(dimensions: number): Pack {
  return {
    vectors: new Int8Array(PACK_SIZE * dimensions),
    scales: new Float32Array(PACK_SIZE),
    groups: new Int32Array(PACK_SIZE),
  };
}

/** The slots of the best `limit` vectors, in no order. `allowed[group]` is 1 if vectors of the group may be found. */
export function scan(
  packs: Pack[],
  query: Int8Array<ArrayBuffer>,
  allowed: Uint8Array,
  limit: number,
): number[] {
  const best = new Best(limit);
  const view = new DataView(query.buffer);
  packs.forEach((pack, number) => scanPack(pack, number * PACK_SIZE, view, allowed, best));
  return best.slots();
}

function scanPack(
  { vectors, scales, groups }: Pack,
  first: number,
  query: DataView,
  allowed: Uint8Array,
  best: Best,
) {
  const dimensions = query.byteLength;
  const bytes = new DataView(vectors.buffer);
  for (let i = 0; i < PACK_SIZE; i++) {
    if (allowed[groups[i] ?? 0] !== 1) continue;
    const score = dotBytes(bytes, i * dimensions, query) * (scales[i] ?? 0);
    if (score > best.threshold) best.add(first + i, score);
  }
}

/**
 * Four separate sums, so that the processor does not wait for each addition. Dimensions of models are multiples of 4. A
 * DataView is a third faster than arrays, which check each element for undefined.
 */
function dotBytes(vectors: DataView, from: number, query: DataView): number {
  const dimensions = query.byteLength;
  const whole = dimensions - (dimensions % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0, j = from; i < whole; i += 4, j += 4) {
    a = (a + vectors.getInt8(j) * query.getInt8(i)) | 0;
    b = (b + vectors.getInt8(j + 1) * query.getInt8(i + 1)) | 0;
    c = (c + vectors.getInt8(j + 2) * query.getInt8(i + 2)) | 0;
    d = (d + vectors.getInt8(j + 3) * query.getInt8(i + 3)) | 0;
  }
  for (let i = whole; i < dimensions; i++) a += vectors.getInt8(from + i) * query.getInt8(i);
  return a + b + c + d;
}
