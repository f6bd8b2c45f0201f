import { createExecutionContext, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { LocalVectorIndex } from "../../server/local/local-vector-index.ts";
import { LocalVectorize } from "../../server/local/local-vectorize.ts";
import { vectorizeContract } from "../contracts/vectorize.ts";
import { until } from "../support/eventually.ts";

const DIMENSIONS = 384;

/** VECTOR-1, VECTOR-2, VECTOR-3, VECTOR-4 and VECTOR-5 are in the contract, which can also be run against a real index. */
vectorizeContract("the stand-in", () => ({
  index: {
    query: (vector, options) => env.VECTORIZE.query(vector, options),
    insert: (vectors) => env.VECTORIZE.insert(vectors),
    upsert: (vectors) => env.VECTORIZE.upsert(vectors),
    getByIds: (ids) => env.VECTORIZE.getByIds(ids),
    deleteByIds: (ids) => env.VECTORIZE.deleteByIds(ids),
  },
  dimensions: DIMENSIONS,
  prefix: "contract",
  patience: 5_000,
}));

let seed = 7;
/** A deterministic generator: the numbers are the same in each run. */
function random(): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return seed / 0x7fff_ffff - 0.5;
}

const vectors = Array.from({ length: 3_000 }, (_, i) => ({
  id: `random-${i}`,
  namespace: "random",
  values: Array.from({ length: DIMENSIONS }, random),
}));
const cosine = (a: number[], b: number[]): number => {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

beforeAll(async () => {
  for (let from = 0; from < vectors.length; from += 1_000) {
    await env.VECTORIZE.upsert(vectors.slice(from, from + 1_000));
  }
  const count = async () => (await env.VECTORIZE.getByIds(["random-2999"])).length;
  await until(async () => (await count()) === 1);
});

test("VECTOR-6 the stand-in finds exactly the nearest, over all its packs", async () => {
  for (let i = 0; i < 10; i++) {
    const query = Array.from({ length: DIMENSIONS }, random);
    const exact = vectors
      .map(({ id, values }) => ({ id, score: cosine(query, values) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 100);
    const { matches } = await env.VECTORIZE.query(query, { namespace: "random", topK: 100 });
    expect(matches.map(({ id }) => id)).toEqual(exact.map(({ id }) => id));
    expect(matches[0]?.score).toBeCloseTo(exact[0]?.score ?? 0, 4);
  }
});

test("VECTOR-6 what was accepted is there after the object was away", async () => {
  const stub = object();
  const values = vectors[0]?.values ?? [];
  await env.VECTORIZE.upsert([{ id: "kept", namespace: "kept", values }]);
  await env.VECTORIZE.deleteByIds(["random-1"]);
  await evictDurableObject(stub);
  const found = async () =>
    (await env.VECTORIZE.query(values, { namespace: "kept" })).matches.map(({ id }) => id);
  await expect.poll(found).toEqual(["kept"]);
  expect(await env.VECTORIZE.getByIds(["random-1"])).toEqual([]);
  const { matches } = await env.VECTORIZE.query(values, { namespace: "random", topK: 1, returnValues: true });
  expect(matches[0]).toMatchObject({ id: "random-0", namespace: "random" });
  expect(matches[0]?.values).toHaveLength(DIMENSIONS);
});

test("VECTOR-1 a write becomes visible by the alarm, whether anybody asks or not", async () => {
  const { mutationId } = await env.VECTORIZE.upsert([
    { id: "alarm", namespace: "alarm", values: vectors[0]?.values ?? [] },
  ]);
  await expect
    .poll(async () => {
      await runDurableObjectAlarm(object());
      return env.VECTORIZE.describe();
    })
    .toMatchObject({ dimensions: DIMENSIONS, processedUpToMutation: mutationId });
});

function object(): DurableObjectStub {
  if (!("LOCAL_VECTORS" in env)) throw new Error("not the local environment");
  const namespace: DurableObjectNamespace = env.LOCAL_VECTORS as DurableObjectNamespace;
  return namespace.getByName(env.EMBEDDING_MODEL);
}

test("LOCAL-1 vectors of a local server's model have the length of the first, and an index of their own", async () => {
  if (!("LOCAL_VECTORS" in env)) throw new Error("not the local environment");
  const index = new LocalVectorize(createExecutionContext(), {
    LOCAL_VECTORS: env.LOCAL_VECTORS as DurableObjectNamespace<LocalVectorIndex>,
    EMBEDDING_MODEL: "local-embedding/three-numbers",
  });
  expect((await index.query([1, 0, 0], { topK: 3 })).matches).toEqual([]);
  expect(await index.getByIds(["one"])).toEqual([]);
  await index.deleteByIds(["one"]);
  await index.upsert([
    { id: "one", values: [1, 0, 0] },
    { id: "other", values: [0, 1, 0] },
  ]);
  await until(async () => (await index.getByIds(["one"])).length === 1);
  const { matches } = await index.query([0.1, 1, 0], { topK: 1 });
  expect(matches).toMatchObject([{ id: "other" }]);
  await expect(index.upsert([{ id: "two", values: [1, 0] }])).rejects.toThrow();
});
