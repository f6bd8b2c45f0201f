import type { Env } from "../../bindings/env.ts";
import type { Chunk } from "../../bindings/chunk.ts";

/** Texts in one call of an embedding model. Workers AI accepts 100; small models are fastest with fewer. */
const BATCH = 50;
/** Lifetime of a cached vector, seconds. After that the vector is computed again when a document needs it. */
const CACHE_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

type Ports = Pick<Env, "AI" | "AI_GATEWAY" | "CACHE" | "EMBEDDING_MODEL">;

/**
 * Returns one vector for each chunk of the document `title`, in order. Vectors are cached by text and model.
 * Title and headings are embedded with the text: "within 5 days" alone has no subject.
 */
export async function embedChunks(ports: Ports, title: string, chunks: Chunk[]): Promise<number[][]> {
  return inBatches(title, chunks, (batch) => embedBatch(ports, batch));
}

/** The same without reading the cache. */
export async function embedAnew(ports: Ports, title: string, chunks: Chunk[]): Promise<number[][]> {
  return inBatches(title, chunks, (batch) => embedTexts(ports, batch));
}

async function inBatches(
  title: string,
  chunks: Chunk[],
  embed: (batch: string[]) => Promise<number[][]>,
): Promise<number[][]> {
  const texts = chunks.map(({ text, place }) =>
    [[title, ...(place.headings ?? [])].join(" › "), text].join("\n"),
  );
  const vectors: number[][] = [];
  for (let i = 0; i < texts.length; i += BATCH) vectors.push(...(await embed(texts.slice(i, i + BATCH))));
  return vectors;
}

async function embedBatch(ports: Ports, batch: string[]): Promise<number[][]> {
  const keys = await Promise.all(batch.map((text) => cacheKey(ports.EMBEDDING_MODEL, text)));
  const cached = await Promise.all(keys.map((key) => ports.CACHE.get(key, "arrayBuffer")));
  const missing = batch.filter((_, i) => cached[i] === null);
  const made = missing.length === 0 ? [] : await embedTexts(ports, missing);
  let next = 0;
  return Promise.all(
    batch.map(async (_, i) => {
      const bytes = cached[i] ?? null;
      if (bytes !== null) return Array.from(new Float32Array(bytes));
      const vector = made[next++];
      if (vector === undefined) throw new Error("a vector is missing");
      await ports.CACHE.put(keys[i] ?? "", new Float32Array(vector).buffer, {
        expirationTtl: CACHE_LIFETIME_SECONDS,
      });
      return vector;
    }),
  );
}

/** Calls the model and checks its answer: one missing vector would assign all later vectors to the wrong texts. */
export async function embedTexts(
  { AI, AI_GATEWAY, EMBEDDING_MODEL }: Pick<Ports, "AI" | "AI_GATEWAY" | "EMBEDDING_MODEL">,
  text: string[],
): Promise<number[][]> {
  const options = AI_GATEWAY === "" ? {} : { gateway: { id: AI_GATEWAY } };
  const answer: unknown = await AI.run<keyof AiModels>(modelName(EMBEDDING_MODEL), { text }, options);
  const data = readVectors(answer);
  if (data === null || data.length !== text.length)
    throw new Error(`${EMBEDDING_MODEL} did not return one vector for each text`);
  return data;
}

/** The configuration decides which models exist, so the type cannot list them. */
function modelName(name: string): keyof AiModels {
  return name as keyof AiModels;
}

function readVectors(answer: unknown): number[][] | null {
  if (typeof answer !== "object" || answer === null || !("data" in answer)) return null;
  const { data } = answer;
  return Array.isArray(data) && data.every(isVector) ? data : null;
}

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => Number.isFinite(one));

async function cacheKey(model: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `embedding/${model}/${hex}`;
}
