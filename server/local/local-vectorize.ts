import { WorkerEntrypoint } from "cloudflare:workers";
import { dimensionsOf } from "./embed.ts";
import { LOCAL_EMBEDDING } from "./local-model-names.ts";
import type { LocalVectorIndex } from "./local-vector-index.ts";
import { indexedPart } from "./vectors/filter.ts";
import { MAX_DELETED_IDS, MAX_READ_IDS } from "./vectors/limits.ts";
import type { Match } from "./vectors/packed-index.ts";
import { readIds, readQueryOptions, readQueryVector, readVectors } from "./vectors/read-input.ts";
import type { QueryOptions } from "./vectors/read-input.ts";
import type { Metadata } from "./vectors/stored-vector.ts";
import { vectorError } from "./vectors/vector-error.ts";

interface LocalVectorizeEnv {
  LOCAL_VECTORS: DurableObjectNamespace<LocalVectorIndex>;
  EMBEDDING_MODEL: string;
}

interface FoundVector {
  id: string;
  score: number;
  namespace?: string;
  values?: number[];
  metadata?: Metadata;
}

/** Replaces `env.VECTORIZE` on one machine: same methods, limits and errors. See README.md. */
export class LocalVectorize extends WorkerEntrypoint<LocalVectorizeEnv> {
  async query(vector: unknown, options?: unknown): Promise<{ count: number; matches: FoundVector[] }> {
    const asked = readQueryOptions(options);
    const dimensions = await this.#dimensions();
    if (dimensions === null) return matchesOf([], asked);
    const values = readQueryVector(dimensions, vector);
    return matchesOf(await this.#index.query(values, asked, dimensions), asked);
  }

  async queryById(id: unknown, options?: unknown): Promise<{ count: number; matches: FoundVector[] }> {
    const asked = readQueryOptions(options);
    const dimensions = await this.#dimensions();
    const ids = readIds("QUERY", 1, [id]);
    const [like] = dimensions === null ? [] : await this.#index.get(ids, dimensions);
    if (like === undefined || dimensions === null)
      throw vectorError("QUERY", 40_005, `vector id not found: ${String(id)}`);
    return matchesOf(
      await this.#index.query(like.values ?? new Float32Array(dimensions), asked, dimensions),
      asked,
    );
  }

  async insert(vectors: unknown): Promise<{ mutationId: string }> {
    const dimensions = (await this.#dimensions()) ?? firstLength(vectors);
    const checked = readVectors("INSERT", dimensions, vectors);
    return { mutationId: await this.#index.write({ type: "insert", vectors: checked }, dimensions) };
  }

  async upsert(vectors: unknown): Promise<{ mutationId: string }> {
    const dimensions = (await this.#dimensions()) ?? firstLength(vectors);
    const checked = readVectors("UPSERT", dimensions, vectors);
    return { mutationId: await this.#index.write({ type: "upsert", vectors: checked }, dimensions) };
  }

  async deleteByIds(ids: unknown): Promise<{ mutationId: string }> {
    const checked = readIds("DELETE", MAX_DELETED_IDS, ids);
    const dimensions = await this.#dimensions();
    if (dimensions === null) return { mutationId: crypto.randomUUID() };
    return { mutationId: await this.#index.write({ type: "delete", ids: checked }, dimensions) };
  }

  async getByIds(ids: unknown): Promise<Omit<FoundVector, "score">[]> {
    const wanted = readIds("GET", MAX_READ_IDS, ids);
    const dimensions = await this.#dimensions();
    const found = dimensions === null ? [] : await this.#index.get(wanted, dimensions);
    return found.map(({ id, namespace, values, metadata }) => ({
      id,
      ...named(namespace),
      values: Array.from(values ?? []),
      metadata: readMetadata(metadata),
    }));
  }

  async describe(): Promise<object> {
    const dimensions = await this.#dimensions();
    const nothing = { vectorCount: 0, processedUpToDatetime: 0, processedUpToMutation: "" };
    return { dimensions, ...(dimensions === null ? nothing : await this.#index.state(dimensions)) };
  }

  /** One index for each model: vectors of different models cannot be compared. */
  get #index(): DurableObjectStub<LocalVectorIndex> {
    return this.env.LOCAL_VECTORS.getByName(this.env.EMBEDDING_MODEL);
  }

  /** Of a local server's model they are known with its first vector; null before. */
  async #dimensions(): Promise<number | null> {
    const { EMBEDDING_MODEL: model } = this.env;
    return model.startsWith(LOCAL_EMBEDDING) ? await this.#index.dimensions() : dimensionsOf(model);
  }
}

function firstLength(vectors: unknown): number {
  const [first]: unknown[] = Array.isArray(vectors) ? vectors : [];
  const values = typeof first === "object" && first !== null && "values" in first ? first.values : null;
  return Array.isArray(values) || values instanceof Float32Array ? values.length : 0;
}

function matchesOf(
  found: Match[],
  { values, metadata }: QueryOptions,
): { count: number; matches: FoundVector[] } {
  const matches = found.map((match) => ({
    id: match.id,
    score: match.score,
    ...named(match.namespace),
    ...(values && { values: Array.from(match.values ?? []) }),
    ...(metadata === "all" && { metadata: readMetadata(match.metadata) }),
    ...(metadata === "indexed" && { metadata: indexedPart(readMetadata(match.metadata)) }),
  }));
  return { count: matches.length, matches };
}

function named(namespace: string): { namespace?: string } {
  return namespace === "" ? {} : { namespace };
}

function readMetadata(json = "{}"): Metadata {
  const metadata: Metadata = JSON.parse(json);
  return metadata;
}
