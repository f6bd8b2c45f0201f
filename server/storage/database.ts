import { sqlStore } from "./durable-sql.ts";
import { type Migration, migrate } from "./migrate.ts";
import type { SqlStore } from "./sql.ts";

export interface DatabaseOptions {
  migrations: readonly Migration[];
  /** Runs after the migrations at every start of the object, and must be short. If it throws, the object is reset. */
  wake?: () => void | Promise<void>;
}

/** An object's own SQLite database. No request or RPC call reaches the object before the migrations have finished. */
export class Database {
  readonly store: SqlStore;
  readonly #storage: DurableObjectStorage;
  readonly #migrations: readonly Migration[];

  constructor(ctx: DurableObjectState, { migrations, wake }: DatabaseOptions) {
    this.#storage = ctx.storage;
    this.#migrations = migrations;
    this.store = sqlStore(ctx.storage.sql);
    const started = ctx.blockConcurrencyWhile(async () => {
      // Waits until the object's field initializers have run, because `wake` uses these fields and this field may be the first one.
      await Promise.resolve();
      this.transaction(() => migrate(this.store, migrations));
      await wake?.();
    });
    // The platform resets the object and reports the error to the caller.
    started.catch((error: unknown) => console.error("an object did not start", error));
  }

  /** Deletes everything, with the alarm. What remains is an empty database, as of an object that was never used. */
  async erase(): Promise<void> {
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
    this.transaction(() => migrate(this.store, this.#migrations));
  }

  /** Runs the work in a transaction. */
  transaction<Result>(work: () => Result): Result {
    return this.#storage.transactionSync(work);
  }
}
