/** Outbox and drafts in IndexedDB, shared by the tabs of one browser profile. An entry of its own, so that the core has no DOM. */
import { openDB } from "idb";
import type { IDBPObjectStore } from "idb";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { DraftStorage } from "../drafts/types.ts";
import { openDatabase, type Schema } from "./database.ts";
import { openDraftStore } from "./indexed-db-drafts.ts";
import { RoomListeners } from "./room-listeners.ts";
import { platformChannel, platformLocks } from "./tabs.ts";

type Store = IDBPObjectStore<Schema, ["outbox"], "outbox", "readwrite">;

/**
 * `name` names the database and must hold person and organization: people who share a browser share no outbox.
 */
export async function openIndexedDbStorage(name: string): Promise<DraftStorage> {
  const db = await openDatabase(name);
  const locks = platformLocks();
  const channel = platformChannel(`${name}:outbox`);
  const listeners = new RoomListeners(channel);
  const drafts = openDraftStore(db, "drafts", { channel: `${name}:drafts`, unload: `${name}:draft:` });
  const prompts = openDraftStore(db, "prompts", { channel: `${name}:prompts`, unload: `${name}:prompt:` });
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
      const table = transaction.objectStore("drafts");
      const kept = (await table.get(entry.room)) ?? null;
      await Promise.all([
        outbox.put(entry, key),
        keepDraft === undefined ? undefined : table.put(keepDraft(kept)),
        transaction.done,
      ]);
      channel?.postMessage(entry.room);
      if (keepDraft !== undefined) drafts.tell(entry.room);
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
    onChange: (room, listener) => listeners.add(room, listener),

    ...drafts.store,
    async unstoredDrafts() {
      const all = await db.getAll("drafts");
      const unstored = all.filter((draft) => draft.unstored).map(({ room }) => room);
      return [...new Set([...unstored, ...drafts.unloadRooms()])];
    },
    prompts: prompts.store,
  };
}

/** Those that are stored elsewhere too. */
export async function forgetStoredDrafts(name: string): Promise<void> {
  const db = await openDB<Schema>(name, undefined, {
    // There is none: it must not be made by looking.
    upgrade: (_, __, ___, transaction) => transaction.abort(),
  });
  try {
    const tables = ["drafts", "prompts"] as const;
    const transaction = db.transaction(tables, "readwrite");
    for (const table of tables) {
      const store = transaction.objectStore(table);
      const stored = (await store.getAll()).filter(({ unstored }) => !unstored);
      await Promise.all(stored.map(({ room }) => store.delete(room)));
    }
    await transaction.done;
  } finally {
    db.close();
  }
}
