/** As much of Vectorize as retrieval calls: an exact search by cosine. Vectors have length 1. */
import type { ChunkId } from "../../server/bindings/chunk.ts";

export function memoryVectors(ids: ChunkId[], values: number[][]): object {
  const units = values.map(toUnit);
  const byId = new Map(ids.map((id, i) => [id, units[i] ?? []]));
  return {
    getByIds: (wanted: ChunkId[]) =>
      Promise.resolve(wanted.flatMap((id) => (byId.has(id) ? [{ id, values: byId.get(id) }] : []))),
    query: (vector: number[], { topK }: { topK: number }) => {
      const unit = toUnit(vector);
      const matches = units
        .map((other, i) => ({ id: ids[i] ?? "", score: dot(unit, other) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, topK);
      return Promise.resolve({ count: matches.length, matches });
    },
  };
}

function toUnit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
