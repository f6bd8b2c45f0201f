import { WorkerEntrypoint } from "cloudflare:workers";
import { dimensionsOf } from "./embed.ts";
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
    const values = readQueryVector(this.#dimensions, vector);
    return matchesOf(await this.#index.query(values, asked, this.#dimensions), asked);
  }

  async queryById(id: unknown, options?: unknown): Promise<{ count: number; matches: FoundVector[] }> {
    const asked = readQueryOptions(options);
    const [like] = await this.#index.get(readIds("QUERY", 1, [id]), this.#dimensions);
    if (like === undefined) throw vectorError("QUERY", 40_005, `vector id not found: ${String(id)}`);
    return matchesOf(
      await this.#index.query(like.values ?? new Float32Array(this.#dimensions), asked, this.#dimensions),
      asked,
    );
  }

  async insert(vectors: unknown): Promise<{ mutationId: string }> {
    const checked = readVectors("INSERT", this.#dimensions, vectors);
    return { mutationId: await this.#index.write({ type: "insert", vectors: checked }, this.#dimensions) };
  }

  async upsert(vectors: unknown): Promise<{ mutationId: string }> {
    const checked = readVectors("UPSERT", this.#dimensions, vectors);
    return { mutationId: await this.#index.write({ type: "upsert", vectors: checked }, this.#dimensions) };
  }

  async deleteByIds(ids: unknown): Promise<{ mutationId: string }> {
    const checked = readIds("DELETE", MAX_DELETED_IDS, ids);
    return { mutationId: await this.#index.write({ type: "delete", ids: checked }, this.#dimensions) };
  }

  async getByIds(ids: unknown): Promise<Omit<FoundVector, "score">[]> {
    const found = await this.#index.get(readIds("GET", MAX_READ_IDS, ids), this.#dimensions);
    return found.map(({ id, namespace, values, metadata }) => ({
      id,
      ...named(namespace),
      values: Array.from(values ?? []),
      metadata: readMetadata(metadata),
    }));
  }

  async describe(): Promise<object> {
    return { dimensions: this.#dimensions, ...(await this.#index.state(this.#dimensions)) };
  }

  /** One index for each model: vectors of different models cannot be compared. */
  get #index(): DurableObjectStub<LocalVectorIndex> {
    return this.env.LOCAL_VECTORS.getByName(this.env.EMBEDDING_MODEL);
  }

  get #dimensions(): number {
    return dimensionsOf(this.env.EMBEDDING_MODEL);
  }
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
