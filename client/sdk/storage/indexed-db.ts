/** Outbox and drafts in IndexedDB, shared by the tabs of one browser profile. An entry of its own, so that the core has no DOM. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase, IDBPObjectStore } from "idb";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import { Listeners } from "../listeners.ts";
import type { DraftStorage, StoredDraft } from "../drafts/types.ts";
import type { OutboxEntry } from "../types.ts";
import { hurriedDrafts } from "./hurried-drafts.ts";
import { platformChannel, platformLocks } from "./tabs.ts";

interface Schema extends DBSchema {
  /** Keys rise in the order of writing: a message id would do only as long as no clock is set back. */
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { byRoom: RoomId; byId: [RoomId, MessageId] };
  };
  drafts: { key: RoomId; value: StoredDraft };
}

type Store = IDBPObjectStore<Schema, ["outbox"], "outbox", "readwrite">;

/**
 * `name` names the database and must hold person and organization: people who share a browser share no outbox.
 */
export async function openIndexedDbStorage(name: string): Promise<DraftStorage> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 2, {
    upgrade(database, version) {
      if (version < 2) database.createObjectStore("drafts", { keyPath: "room" });
      if (version >= 1) return;
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
  channel?.addEventListener("message", ({ data }) => tell(listeners, data));
  const draftChannel = platformChannel(`${name}:drafts`);
  const inHurry = hurriedDrafts(`${name}:draft:`);
  const draftListeners = new Map<RoomId, Listeners>();
  draftChannel?.addEventListener("message", ({ data }) => tell(draftListeners, data));

  function tell(all: ReadonlyMap<RoomId, Listeners>, room: unknown): void {
    for (const [id, of] of all) if (id === room) of.notify();
  }

  function listen(all: Map<RoomId, Listeners>, room: RoomId, listener: () => void): () => void {
    const of = all.get(room) ?? new Listeners();
    all.set(room, of);
    return of.add(listener);
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
    async put(entry, keepDraft) {
      const transaction = db.transaction(["outbox", "drafts"], "readwrite", { durability: "strict" });
      const outbox = transaction.objectStore("outbox");
      const key = await outbox.index("byId").getKey([entry.room, entry.id]);
      const drafts = transaction.objectStore("drafts");
      const kept = (await drafts.get(entry.room)) ?? null;
      await Promise.all([
        outbox.put(entry, key),
        keepDraft === undefined ? undefined : drafts.put(keepDraft(kept)),
        transaction.done,
      ]);
      channel?.postMessage(entry.room);
      if (keepDraft !== undefined) draftChannel?.postMessage(entry.room);
    },
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
    onChange: (room, listener) => listen(listeners, room, listener),

    async loadDraft(room) {
      const kept = await db.get("drafts", room);
      const hurried = inHurry.read(room);
      return [kept, hurried].filter((draft) => draft !== undefined);
    },
    keepInHurry: (draft) => inHurry.write(draft),
    async keepDraft(room, merge) {
      const transaction = db.transaction("drafts", "readwrite");
      const kept = (await transaction.store.get(room)) ?? null;
      await Promise.all([transaction.store.put(merge(kept)), transaction.done]);
      inHurry.remove(room);
      draftChannel?.postMessage(room);
    },
    async unstoredDrafts() {
      const all = await db.getAll("drafts");
      const unstored = all.filter((draft) => draft.unstored).map(({ room }) => room);
      return [...new Set([...unstored, ...inHurry.rooms()])];
    },
    async forgetDraft(room) {
      inHurry.remove(room);
      await db.delete("drafts", room);
    },
    onDraft: (room, listener) => listen(draftListeners, room, listener),
  };
}

/** Drafts that the inbox has too. */
export async function forgetStoredDrafts(name: string): Promise<void> {
  const db = await openDB<Schema>(name, undefined, {
    // There is none: it must not be made by looking.
    upgrade: (_, __, ___, transaction) => transaction.abort(),
  });
  try {
    const transaction = db.transaction("drafts", "readwrite");
    const all = await transaction.store.getAll();
    const stored = all.filter(({ unstored }) => !unstored);
    await Promise.all([...stored.map(({ room }) => transaction.store.delete(room)), transaction.done]);
  } finally {
    db.close();
  }
}
