/** Accepted writes that are not visible yet. In the service this takes seconds. They survive a crash. */
import type { SqlStore } from "../../storage/sql.ts";
import type { NewVector } from "./stored-vector.ts";

export type Write = { type: "insert" | "upsert"; vectors: NewVector[] } | { type: "delete"; ids: string[] };

/** Vectors in one row: with 1,536 dimensions and 10 KiB of metadata each, they stay below the 2 MB limit of a row. */
const VECTORS_PER_ROW = 100;

type Row = { number: number; mutation: string; type: Write["type"]; items: string; floats: ArrayBuffer };

export class PendingWrites {
  readonly #store: SqlStore;

  constructor(store: SqlStore) {
    this.#store = store;
  }

  add(mutation: string, due: number, write: Write): void {
    if (write.type === "delete")
      return this.#addRow(mutation, due, write.type, write.ids, new Float32Array(0));
    for (let from = 0; from < write.vectors.length; from += VECTORS_PER_ROW) {
      const some = write.vectors.slice(from, from + VECTORS_PER_ROW);
      const items = some.map(({ id, namespace, metadata }) => ({ id, namespace, metadata }));
      this.#addRow(mutation, due, write.type, items, joined(some));
    }
  }

  /** Time of the next due write; null if there is none. */
  nextDue(): number | null {
    return this.#store.first<{ due: number }>("SELECT due FROM pending ORDER BY number LIMIT 1")?.due ?? null;
  }

  /** Removes and returns the oldest write if it is due. */
  take(now: number, dimensions: number): Write | null {
    const row = this.#store.first<Row & { due: number }>("SELECT * FROM pending ORDER BY number LIMIT 1");
    if (row === null || row.due > now) return null;
    this.#store.run("DELETE FROM pending WHERE number = ?", row.number);
    this.#store.run(
      "INSERT OR REPLACE INTO processed (only, mutation, at) VALUES (1, ?, ?)",
      row.mutation,
      now,
    );
    return readRow(row, dimensions);
  }

  lastProcessed(): { mutation: string; at: number } | null {
    return this.#store.first<{ mutation: string; at: number }>("SELECT mutation, at FROM processed");
  }

  #addRow(
    mutation: string,
    due: number,
    type: Write["type"],
    items: unknown[],
    floats: Float32Array<ArrayBuffer>,
  ): void {
    this.#store.run(
      "INSERT INTO pending (mutation, due, type, items, floats) VALUES (?, ?, ?, ?, ?)",
      mutation,
      due,
      type,
      JSON.stringify(items),
      floats.buffer,
    );
  }
}

function joined(vectors: NewVector[]): Float32Array<ArrayBuffer> {
  const dimensions = vectors[0]?.values.length ?? 0;
  const all = new Float32Array(vectors.length * dimensions);
  vectors.forEach(({ values }, index) => all.set(values, index * dimensions));
  return all;
}

function readRow({ type, items, floats }: Row, dimensions: number): Write {
  if (type === "delete") return { type, ids: JSON.parse(items) };
  const all = new Float32Array(floats);
  const listed: Omit<NewVector, "values">[] = JSON.parse(items);
  return {
    type,
    vectors: listed.map((item, index) => ({
      ...item,
      values: all.slice(index * dimensions, (index + 1) * dimensions),
    })),
  };
}
