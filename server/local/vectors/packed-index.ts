/**
 * The visible vectors: floats and metadata in one row each, quantized bytes in packs that stay in memory. 100,000 vectors of
 * 384 dimensions take 38 MB of the 128 MB that an object has.
 */
import { indexedPart, matches } from "./filter.ts";
import { cosine, normalised, quantize } from "./quantize.ts";
import type { QueryOptions } from "./read-input.ts";
import { emptyPack, PACK_SIZE, scan, type Pack } from "./scan.ts";
import type { NewVector } from "./stored-vector.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface Match {
  id: string;
  score: number;
  namespace: string;
  /** Only if requested: sending 100 of them between two Workers takes longer than the search. */
  values?: Float32Array<ArrayBuffer>;
  /** As JSON. */
  metadata?: string;
}

/** Additional candidates from the search over bytes. With 50, ranking by floats never changed the result. */
const SPARE_CANDIDATES = 50;

type Group = { id: number; namespace: string; indexed: ReturnType<typeof indexedPart>; vectors: number };
type Row = { id: string; namespace: string; metadata: string | null; floats: ArrayBuffer };

export class PackedIndex {
  readonly #store: SqlStore;
  readonly #dimensions: number;
  readonly #packs: Pack[] = [];
  readonly #dirty = new Set<number>();
  readonly #groups = new Map<string, Group>();
  readonly #byNumber = new Map<number, Group>();
  readonly #free: number[] = [];

  constructor(store: SqlStore, dimensions: number) {
    this.#store = store;
    this.#dimensions = dimensions;
    this.#load();
  }

  get count(): number {
    return [...this.#byNumber.values()].reduce((sum, { vectors }) => sum + vectors, 0);
  }

  query(vector: Float32Array, options: QueryOptions): Match[] {
    const unit = normalised(vector);
    const bytes = new Int8Array(this.#dimensions);
    quantize(unit, bytes);
    const slots = scan(this.#packs, bytes, this.#allowed(options), options.topK + SPARE_CANDIDATES);
    const wantsMetadata = options.metadata !== "none";
    return this.#rows("slot", slots, wantsMetadata)
      .map((row) => ({ row, score: cosine(unit, new Float32Array(row.floats)) }))
      .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
      .slice(0, options.topK)
      .map(({ row, score }) => toMatch(row, score, options.values));
  }

  /** In no defined order. */
  get(ids: string[]): Match[] {
    return this.#rows("id", ids, true).map((row) => toMatch(row, 0, true));
  }

  /** `keep`: an existing vector stays unchanged. Call `flush` afterwards. */
  write(vector: NewVector, existing: "keep" | "replace"): void {
    const before = this.#slotOf(vector.id);
    if (before !== null && existing === "keep") return;
    if (before !== null) this.#leaveGroup(before);
    const slot = before ?? this.#newSlot();
    this.#store.run(
      `INSERT OR REPLACE INTO vectors (slot, id, namespace, metadata, floats) VALUES (?, ?, ?, ?, ?)`,
      slot,
      vector.id,
      vector.namespace,
      JSON.stringify(vector.metadata),
      vector.values.buffer,
    );
    const [pack, at] = this.#packOf(slot);
    const from = at * this.#dimensions;
    pack.scales[at] = quantize(
      normalised(vector.values),
      pack.vectors.subarray(from, from + this.#dimensions),
    );
    const group = this.#groupFor(vector);
    group.vectors += 1;
    pack.groups[at] = group.id;
  }

  delete(id: string): void {
    const slot = this.#slotOf(id);
    if (slot === null) return;
    this.#store.run("DELETE FROM vectors WHERE slot = ?", slot);
    this.#leaveGroup(slot);
    const [pack, at] = this.#packOf(slot);
    pack.vectors.fill(0, at * this.#dimensions, (at + 1) * this.#dimensions);
    this.#free.push(slot);
  }

  /** Stores the packs that have changed. */
  flush(): void {
    for (const number of this.#dirty) {
      const pack = this.#packs[number];
      if (pack === undefined) continue;
      this.#store.run(
        "INSERT OR REPLACE INTO packs (number, vectors, scales, groups) VALUES (?, ?, ?, ?)",
        number,
        pack.vectors.buffer,
        pack.scales.buffer,
        pack.groups.buffer,
      );
    }
    this.#dirty.clear();
  }

  #load(): void {
    for (const row of this.#store.all<{ id: number; namespace: string; indexed: string }>(
      "SELECT id, namespace, indexed FROM groups",
    )) {
      const group = { id: row.id, namespace: row.namespace, indexed: JSON.parse(row.indexed), vectors: 0 };
      this.#groups.set(groupName(group), group);
      this.#byNumber.set(row.id, group);
    }
    for (const { vectors, scales, groups } of this.#store.all<Record<keyof Pack, ArrayBuffer>>(
      "SELECT vectors, scales, groups FROM packs ORDER BY number",
    )) {
      const pack = {
        vectors: new Int8Array(vectors),
        scales: new Float32Array(scales),
        groups: new Int32Array(groups),
      };
      const first = this.#packs.push(pack) * PACK_SIZE - PACK_SIZE;
      pack.groups.forEach((number, at) => {
        const group = this.#byNumber.get(number);
        if (group === undefined) this.#free.push(first + at);
        else group.vectors += 1;
      });
    }
  }

  #allowed({ namespace, filter }: Pick<QueryOptions, "namespace" | "filter">): Uint8Array {
    const allowed = new Uint8Array(Math.max(0, ...this.#byNumber.keys()) + 1);
    for (const [number, group] of this.#byNumber) {
      const isInNamespace = namespace === undefined || group.namespace === namespace;
      if (isInNamespace && (filter === undefined || matches(filter, group.indexed))) allowed[number] = 1;
    }
    return allowed;
  }

  #rows(column: "slot" | "id", values: (number | string)[], withMetadata: boolean): Row[] {
    return this.#store.all<Row>(
      `SELECT id, namespace, floats, ${withMetadata ? "metadata" : "NULL AS metadata"} FROM vectors
       WHERE ${column} IN (SELECT value FROM json_each(?))`,
      JSON.stringify(values),
    );
  }

  #slotOf(id: string): number | null {
    return this.#store.first<{ slot: number }>("SELECT slot FROM vectors WHERE id = ?", id)?.slot ?? null;
  }

  #newSlot(): number {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const first = this.#packs.push(emptyPack(this.#dimensions)) * PACK_SIZE - PACK_SIZE;
    for (let slot = first + PACK_SIZE - 1; slot > first; slot--) this.#free.push(slot);
    return first;
  }

  /** The pack of a slot that is about to change. */
  #packOf(slot: number): [pack: Pack, at: number] {
    const number = Math.floor(slot / PACK_SIZE);
    const pack = this.#packs[number];
    if (pack === undefined) throw new RangeError(`no pack for slot ${slot}`);
    this.#dirty.add(number);
    return [pack, slot % PACK_SIZE];
  }

  #groupFor({ namespace, metadata }: NewVector): Group {
    const indexed = indexedPart(metadata);
    const known = this.#groups.get(groupName({ namespace, indexed }));
    if (known !== undefined) return known;
    const made = this.#store.first<{ id: number }>(
      "INSERT INTO groups (namespace, indexed) VALUES (?, ?) RETURNING id",
      namespace,
      JSON.stringify(indexed),
    );
    if (made === null) throw new Error("the group row is missing after its insert");
    const { id } = made;
    const group = { id, namespace, indexed, vectors: 0 };
    this.#groups.set(groupName(group), group);
    this.#byNumber.set(id, group);
    return group;
  }

  #leaveGroup(slot: number): void {
    const [pack, at] = this.#packOf(slot);
    const group = this.#byNumber.get(pack.groups[at] ?? 0);
    pack.groups[at] = 0;
    if (group === undefined) return;
    group.vectors -= 1;
    if (group.vectors > 0) return;
    this.#store.run("DELETE FROM groups WHERE id = ?", group.id);
    this.#groups.delete(groupName(group));
    this.#byNumber.delete(group.id);
  }
}

function groupName({ namespace, indexed }: Pick<Group, "namespace" | "indexed">): string {
  return JSON.stringify([namespace, indexed]);
}

function toMatch({ id, namespace, metadata, floats }: Row, score: number, withValues: boolean): Match {
  return {
    id,
    score,
    namespace,
    ...(withValues && { values: new Float32Array(floats) }),
    ...(metadata !== null && { metadata }),
  };
}
