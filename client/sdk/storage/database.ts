/** The database of a person in an organization, on one device. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { DraftKey } from "../../../shared/draft-key.ts";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { StoredDraft } from "../drafts/consumed-draft.ts";
import type { OutboxEntry } from "../types.ts";
import { withResolvers } from "../with-resolvers.ts";

export interface Schema extends DBSchema {
  /** Keys ascend in the order of writing. Message ids would not, if a clock is set back. */
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { byRoom: RoomId; byId: [RoomId, MessageId] };
  };
  drafts: { key: DraftKey; value: StoredDraft };
  /** Text written in shared composers. */
  prompts: { key: DraftKey; value: StoredDraft };
}

/**
 * The database of a person. The browser may end a connection at any time (Safari does while a page is in the background): the next use
 * opens another. A connection that ended because another tab deletes or upgrades the database stays closed, and each use of it rejects.
 */
export class PersonDatabase {
  readonly #name: string;
  #connection: Promise<IDBPDatabase<Schema>>;

  private constructor(name: string, first: Promise<IDBPDatabase<Schema>>) {
    this.#name = name;
    this.#connection = first;
  }

  /** Rejects if the browser forbids storage. */
  static async open(name: string): Promise<PersonDatabase> {
    const { promise, resolve, reject } = withResolvers<IDBPDatabase<Schema>>();
    const database = new PersonDatabase(name, promise);
    connect(name, () => database.#reconnect()).then(resolve, reject);
    await promise;
    return database;
  }

  /** A connection that could not be opened, because the browser was ending others, is opened again. */
  async connection(): Promise<IDBPDatabase<Schema>> {
    const current = this.#connection;
    try {
      return await current;
    } catch {
      if (this.#connection === current) this.#reconnect();
      return this.#connection;
    }
  }

  #reconnect(): void {
    this.#connection = connect(this.#name, () => this.#reconnect());
    // Whoever uses the connection is told of the failure.
    this.#connection.catch(() => undefined);
  }
}

async function connect(name: string, terminated: () => void): Promise<IDBPDatabase<Schema>> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 3, {
    upgrade(database, version) {
      if (version < 3) database.createObjectStore("prompts", { keyPath: "room" });
      if (version < 2) database.createObjectStore("drafts", { keyPath: "room" });
      if (version >= 1) return;
      const outbox = database.createObjectStore("outbox", { autoIncrement: true });
      outbox.createIndex("byRoom", "room");
      outbox.createIndex("byId", ["room", "id"], { unique: true });
    },
    // A newer version in another tab must not wait for this one.
    blocking: () => db.close(),
    terminated,
  });
  return db;
}
