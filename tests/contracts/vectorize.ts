import { expect, test } from "vitest";

/** What the project asks of a vector index, as `env.VECTORIZE` gives it. */
export interface VectorIndex {
  query(vector: number[], options?: VectorizeQueryOptions): Promise<VectorizeMatches>;
  insert(vectors: VectorizeVector[]): Promise<{ mutationId: string }>;
  upsert(vectors: VectorizeVector[]): Promise<{ mutationId: string }>;
  getByIds(ids: string[]): Promise<VectorizeVector[]>;
  deleteByIds(ids: string[]): Promise<{ mutationId: string }>;
}

export interface Subject {
  index: VectorIndex;
  dimensions: number;
  /** No other run uses it, nor what begins with it. */
  prefix: string;
  /** Until a write is seen, at most. Milliseconds. */
  patience: number;
}

/** The promises of Vectorize that the project stands on; `library` and `document` have metadata indexes. */
export function vectorizeContract(name: string, subject: () => Subject): void {
  test(`VECTOR-1 ${name}: what is written is found some time later, nearest first`, async () => {
    const { index, dimensions, prefix, patience } = subject();
    const namespace = `${prefix}-near`;
    const { mutationId } = await index.upsert([
      { id: `${prefix}-a`, values: unit(dimensions, 0), namespace },
      { id: `${prefix}-b`, values: unit(dimensions, 0, 1), namespace },
      { id: `${prefix}-c`, values: unit(dimensions, 2), namespace },
    ]);
    expect(mutationId).toMatch(/\S/);
    await expect
      .poll(() => found(index, unit(dimensions, 0), { namespace }), { timeout: patience })
      .toEqual([`${prefix}-a`, `${prefix}-b`, `${prefix}-c`]);
    const { matches } = await index.query(unit(dimensions, 0), { namespace });
    expect(matches.map(({ score }) => score)).toEqual([
      expect.closeTo(1, 2),
      expect.closeTo(Math.SQRT1_2, 2),
      expect.closeTo(0, 2),
    ]);
    expect(matches[0]).not.toHaveProperty("values");
  });

  test(`VECTOR-2 ${name}: a namespace finds its own alone`, async () => {
    const { index, dimensions, prefix, patience } = subject();
    const [ours, theirs] = [`${prefix}-ours`, `${prefix}-theirs`];
    const values = unit(dimensions, 3);
    await index.upsert([
      { id: `${prefix}-mine`, values, namespace: ours },
      { id: `${prefix}-foreign`, values, namespace: theirs },
    ]);
    const foundIn = (namespace: string) => found(index, values, { namespace });
    await expect.poll(() => foundIn(theirs), { timeout: patience }).toEqual([`${prefix}-foreign`]);
    expect(await foundIn(ours)).toEqual([`${prefix}-mine`]);
  });

  test(`VECTOR-3 ${name}: filters by metadata`, async () => {
    const { index, dimensions, prefix, patience } = subject();
    const namespace = `${prefix}-filter`;
    const values = unit(dimensions, 4);
    await index.upsert(
      ["lib_a", "lib_b", "lib_c"].map((library) => ({
        id: `${prefix}-${library}`,
        values,
        namespace,
        metadata: { library, document: "doc_a", note: "not indexed" },
      })),
    );
    const having = async (filter: VectorizeVectorMetadataFilter) =>
      (await found(index, values, { namespace, filter })).sort();
    const [a, b, c] = ["a", "b", "c"].map((letter) => `${prefix}-lib_${letter}`);
    await expect
      .poll(() => having({ library: { $in: ["lib_a", "lib_b", "lib_x"] } }), { timeout: patience })
      .toEqual([a, b]);
    expect(await having({ library: "lib_c" })).toEqual([c]);
    expect(await having({ library: { $eq: "lib_c" } })).toEqual([c]);
    expect(await having({ library: { $ne: "lib_c" } })).toEqual([a, b]);
    expect(await having({ library: { $nin: ["lib_a", "lib_b"] } })).toEqual([c]);
    expect(await having({ library: { $gt: "lib_a", $lte: "lib_c" } })).toEqual([b, c]);
    expect(await having({ library: { $gte: "lib_b", $lt: "lib_c" } })).toEqual([b]);
    expect(await having({ library: "lib_a", document: "doc_b" })).toEqual([]);
    expect(await having({ note: "not indexed" })).toEqual([]);
  });

  test(`VECTOR-3 ${name}: of an indexed string the first 64 bytes are compared`, async () => {
    const { index, dimensions, prefix, patience } = subject();
    const namespace = `${prefix}-long`;
    const values = unit(dimensions, 5);
    const beginning = "x".repeat(64);
    await index.upsert([
      { id: `${prefix}-one`, values, namespace, metadata: { library: `${beginning}one` } },
      { id: `${prefix}-two`, values, namespace, metadata: { library: `${beginning}two` } },
    ]);
    await expect
      .poll(async () => (await found(index, values, { namespace, filter: { library: beginning } })).sort(), {
        timeout: patience,
      })
      .toEqual([`${prefix}-one`, `${prefix}-two`]);
  });

  test(`VECTOR-4 ${name}: insert keeps what is there, upsert replaces it, delete takes it`, async () => {
    const { index, dimensions, prefix, patience } = subject();
    const namespace = `${prefix}-change`;
    const id = `${prefix}-change`;
    const direction = async () =>
      (await index.getByIds([id])).map(({ values }) => Array.from(values).indexOf(1));
    await index.insert([{ id, values: unit(dimensions, 1), namespace }]);
    await expect.poll(direction, { timeout: patience }).toEqual([1]);
    await index.insert([
      { id, values: unit(dimensions, 2), namespace },
      { id: `${id}-after`, values: unit(dimensions, 2), namespace },
    ]);
    await expect.poll(() => index.getByIds([`${id}-after`]), { timeout: patience }).toHaveLength(1);
    expect(await direction()).toEqual([1]);
    await index.upsert([{ id, values: unit(dimensions, 3), namespace, metadata: { library: "lib_a" } }]);
    await expect.poll(direction, { timeout: patience }).toEqual([3]);
    const [vector] = (await index.query(unit(dimensions, 3), { namespace, topK: 1, returnMetadata: "all" }))
      .matches;
    expect(vector).toMatchObject({ id, namespace, metadata: { library: "lib_a" } });
    await index.deleteByIds([id, `${id}-never`]);
    await expect.poll(direction, { timeout: patience }).toEqual([]);
    await expect
      .poll(() => found(index, unit(dimensions, 3), { namespace }), { timeout: patience })
      .toEqual([`${id}-after`]);
  });

  test(`VECTOR-5 ${name}: what is beyond the limits is refused`, async () => {
    const { index, dimensions, prefix } = subject();
    const values = unit(dimensions, 0);
    // Awaited at once: a promise of RPC that is passed on counts as rejected without anybody listening.
    const refused = async (call: () => Promise<unknown>) => {
      const error = await call().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(Error);
    };
    await refused(() => index.query(unit(dimensions + 1, 0)));
    await refused(() => index.query(values, { topK: 101 }));
    await refused(() => index.query(values, { topK: 21, returnMetadata: "all" }));
    await refused(() => index.query(values, { topK: 21, returnValues: true }));
    await refused(() => index.upsert([{ id: `${prefix}-short`, values: [1, 0] }]));
    await refused(() => index.upsert([{ id: "x".repeat(65), values }]));
    await refused(() => index.upsert([{ id: `${prefix}-name`, values, namespace: "n".repeat(65) }]));
    await refused(() => index.deleteByIds(Array.from({ length: 101 }, (_, i) => `${prefix}-${i}`)));
    await refused(() => index.getByIds(Array.from({ length: 21 }, (_, i) => `${prefix}-${i}`)));
  });
}

async function found(
  index: VectorIndex,
  vector: number[],
  options: VectorizeQueryOptions,
): Promise<string[]> {
  return (await index.query(vector, options)).matches.map(({ id }) => id);
}

/** Of length 1, in these directions. */
function unit(dimensions: number, ...directions: number[]): number[] {
  const values = new Array<number>(dimensions).fill(0);
  for (const direction of directions) values[direction] = 1 / Math.sqrt(directions.length);
  return values;
}
