import { sqlStore } from "./durable-sql.ts";
import { type Migration, migrate } from "./migrate.ts";
import type { SqlStore } from "./sql.ts";

export interface DatabaseOptions {
  migrations: readonly Migration[];
  /** Runs after the migrations at every start of the object: short. A throw resets the object. */
  wake?: () => void | Promise<void>;
}

/** An object's own SQLite. Nothing reaches the object before its tables are there, also no call of another object. */
export class Database {
  readonly store: SqlStore;
  readonly #storage: DurableObjectStorage;

  constructor(ctx: DurableObjectState, { migrations, wake }: DatabaseOptions) {
    this.#storage = ctx.storage;
    this.store = sqlStore(ctx.storage.sql);
    const started = ctx.blockConcurrencyWhile(async () => {
      // The fields of the object are set before `wake` uses them, although this field may be its first.
      await Promise.resolve();
      this.transaction(() => migrate(this.store, migrations));
      await wake?.();
    });
    // The platform resets the object and tells whoever called it.
    started.catch((error: unknown) => console.error("an object did not start", error));
  }

  /** All or nothing. */
  transaction<Result>(work: () => Result): Result {
    return this.#storage.transactionSync(work);
  }
}
