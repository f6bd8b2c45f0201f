/** Outbox and drafts in IndexedDB, shared by the tabs of one browser profile. A separate entry, so that the core needs no DOM. */
import type { IDBPObjectStore } from "idb";
import { draftKey } from "../../../shared/draft-key.ts";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { DraftStorage } from "../drafts/types.ts";
import { PersonDatabase, type Schema } from "./database.ts";
import { openDraftStore } from "./indexed-db-drafts.ts";
import { RoomListeners } from "./room-listeners.ts";
import { platformChannel, platformLocks } from "./tabs.ts";

type Store = IDBPObjectStore<Schema, ["outbox"], "outbox", "readwrite">;

/**
 * `name` is the name of the database and must contain person and organization, so that people who share a browser do not share
 * an outbox.
 *
 * @example
 * const storage = await openIndexedDbStorage(`parley:${organization}:${user}`);
 */
export async function openIndexedDbStorage(name: string): Promise<DraftStorage> {
  const database = await PersonDatabase.open(name);
  const locks = platformLocks();
  const channel = platformChannel(`${name}:outbox`);
  const listeners = new RoomListeners(channel);
  const drafts = openDraftStore(database, "drafts", { channel: `${name}:drafts`, unload: `${name}:draft:` });
  const prompts = openDraftStore(database, "prompts", {
    channel: `${name}:prompts`,
    unload: `${name}:prompt:`,
  });
  /** Strict durability: a message is on disk before the person sees it as safe. */
  async function change(
    room: RoomId,
    id: MessageId,
    edit: (store: Store, key: number | undefined) => Promise<unknown>,
  ) {
    const db = await database.connection();
    const transaction = db.transaction("outbox", "readwrite", { durability: "strict" });
    const key = await transaction.store.index("byId").getKey([room, id]);
    await Promise.all([edit(transaction.store, key), transaction.done]);
    channel?.postMessage(room);
  }

  return {
    list: async (room) => (await database.connection()).getAllFromIndex("outbox", "byRoom", room),
    async put(entry, keepDraft) {
      const db = await database.connection();
      const transaction = db.transaction(["outbox", "drafts"], "readwrite", { durability: "strict" });
      const outbox = transaction.objectStore("outbox");
      const key = await outbox.index("byId").getKey([entry.room, entry.id]);
      const table = transaction.objectStore("drafts");
      const kept = (await table.get(draftKey(entry))) ?? null;
      await Promise.all([
        outbox.put(entry, key),
        keepDraft === undefined ? undefined : table.put(keepDraft(kept)),
        transaction.done,
      ]);
      channel?.postMessage(entry.room);
      if (keepDraft !== undefined) drafts.tell(draftKey(entry));
    },
    remove: (room, id) =>
      change(room, id, async (store, key) => (key === undefined ? undefined : store.delete(key))),
    async rooms() {
      const entries = await (await database.connection()).getAll("outbox");
      return [...new Set(entries.map(({ room }) => room))];
    },
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
      const all = await (await database.connection()).getAll("drafts");
      const unstored = all.filter((draft) => draft.unstored).map(({ room }) => room);
      return [...new Set([...unstored, ...drafts.unloadKeys()])];
    },
    prompts: prompts.store,
  };
}
