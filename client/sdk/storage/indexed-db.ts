/** Outbox in IndexedDB, shared by the tabs of one browser profile. An entry of its own, so that the core has no DOM. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase, IDBPObjectStore } from "idb";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import { Listeners } from "../listeners.ts";
import type { OutboxEntry, OutboxStorage } from "../types.ts";
import { platformChannel, platformLocks } from "./tabs.ts";

interface Schema extends DBSchema {
  /** Keys rise in the order of writing: a message id would do only as long as no clock is set back. */
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { byRoom: RoomId; byId: [RoomId, MessageId] };
  };
}

type Store = IDBPObjectStore<Schema, ["outbox"], "outbox", "readwrite">;

/**
 * `name` names the database and must hold person and organization: people who share a browser share no outbox.
 */
export async function openIndexedDbStorage(name: string): Promise<OutboxStorage> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade(database) {
      const outbox = database.createObjectStore("outbox", { autoIncrement: true });
      outbox.createIndex("byRoom", "room");
      outbox.createIndex("byId", ["room", "id"], { unique: true });
    },
    // A newer version in another tab must not wait for this one.
    blocking: () => db.close(),
  });
  const locks = platformLocks();
  const channel = platformChannel(`${name}:outbox`);
  const listeners = new Map<RoomId, Listeners>();
  channel?.addEventListener("message", ({ data }) => tell(data));

  function tell(room: unknown): void {
    for (const [id, of] of listeners) if (id === room) of.notify();
  }

  /** Strict: on disk, not only on its way there, before a person is shown that the message is safe. */
  async function change(
    room: RoomId,
    id: MessageId,
    edit: (store: Store, key: number | undefined) => Promise<unknown>,
  ) {
    const transaction = db.transaction("outbox", "readwrite", { durability: "strict" });
    const key = await transaction.store.index("byId").getKey([room, id]);
    await Promise.all([edit(transaction.store, key), transaction.done]);
    channel?.postMessage(room);
  }

  return {
    list: (room) => db.getAllFromIndex("outbox", "byRoom", room),
    put: (entry) => change(entry.room, entry.id, (store, key) => store.put(entry, key)),
    remove: (room, id) =>
      change(room, id, async (store, key) => (key === undefined ? undefined : store.delete(key))),
    async asOnlyWriter(room, signal, work) {
      if (locks === null) return work();
      try {
        await locks.request(`${name}:${room}`, { signal }, work);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    onChange(room, listener) {
      const of = listeners.get(room) ?? new Listeners();
      listeners.set(room, of);
      return of.add(listener);
    },
  };
}
