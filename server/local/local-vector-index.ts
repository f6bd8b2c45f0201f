import { DurableObject } from "cloudflare:workers";
import { Database } from "../storage/database.ts";
import { vectorMigrations } from "./vectors/migrations.ts";
import { PackedIndex, type Match } from "./vectors/packed-index.ts";
import { PendingWrites, type Write } from "./vectors/pending-writes.ts";
import type { QueryOptions } from "./vectors/read-input.ts";

interface LocalVectorEnv {
  /** Delay until a write is visible, ms. */
  LOCAL_VECTORIZE_DELAY: string;
}

export interface IndexState {
  vectorCount: number;
  processedUpToDatetime: number;
  processedUpToMutation: string;
}

/** The vectors behind `LocalVectorize`: one object for each model. Every call names the model's dimensions. */
export class LocalVectorIndex extends DurableObject<LocalVectorEnv> {
  readonly #database = new Database(this.ctx, { migrations: vectorMigrations });
  readonly #pending = new PendingWrites(this.#database.store);
  #index: PackedIndex | null = null;

  /** Resolves to the mutation's id once the write is durable. */
  async write(write: Write, dimensions: number): Promise<string> {
    const mutation = crypto.randomUUID();
    const due = Date.now() + Math.max(0, Number(this.env.LOCAL_VECTORIZE_DELAY) || 0);
    this.ctx.storage.kv.put("dimensions", dimensions);
    this.#database.transaction(() => this.#pending.add(mutation, due, write));
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(due);
    return mutation;
  }

  /** Of the first vector that was written; null before. */
  dimensions(): number | null {
    return this.ctx.storage.kv.get<number>("dimensions") ?? null;
  }

  query(vector: Float32Array, options: QueryOptions, dimensions: number): Match[] {
    return this.#upToDate(dimensions).query(vector, options);
  }

  get(ids: string[], dimensions: number): Match[] {
    return this.#upToDate(dimensions).get(ids);
  }

  state(dimensions: number): IndexState {
    const index = this.#upToDate(dimensions);
    const processed = this.#pending.lastProcessed();
    return {
      vectorCount: index.count,
      processedUpToDatetime: processed?.at ?? 0,
      processedUpToMutation: processed?.mutation ?? "",
    };
  }

  override async alarm(): Promise<void> {
    const dimensions = this.ctx.storage.kv.get<number>("dimensions");
    if (dimensions === undefined) return;
    this.#upToDate(dimensions);
    const next = this.#pending.nextDue();
    if (next !== null) await this.ctx.storage.setAlarm(next);
  }

  /** The index, including every write that is due now. */
  #upToDate(dimensions: number): PackedIndex {
    const index = (this.#index ??= new PackedIndex(this.#database.store, dimensions));
    try {
      this.#database.transaction(() => {
        const now = Date.now();
        let write = this.#pending.take(now, dimensions);
        if (write === null) return;
        for (; write !== null; write = this.#pending.take(now, dimensions)) apply(index, write);
        index.flush();
      });
    } catch (error) {
      // Memory may contain changes that were rolled back.
      this.#index = null;
      throw error;
    }
    return index;
  }
}

function apply(index: PackedIndex, write: Write): void {
  if (write.type === "delete") return write.ids.forEach((id) => index.delete(id));
  const existing = write.type === "insert" ? "keep" : "replace";
  for (const vector of write.vectors) index.write(vector, existing);
}
