/** A browser's cache of rooms and lists. A separate entry. Losing the cache loses no data. */
import { openDB, type DBSchema } from "idb";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import type { ViewCache } from "../view-cache.ts";

interface Schema extends DBSchema {
  rooms: { key: RoomId; value: { room: RoomId; view: RoomView; keptAt: number }; indexes: { byAge: number } };
  inbox: { key: string; value: readonly InboxEntry[] };
}

/** The key of the only list. */
const LIST = "list";
/** Maximum cached rooms. */
const MAX_ROOMS = 100;

/**
 * `name` must contain person and organization. `shape` names the structure of views: a cache with another structure, written by
 * another version of the client, is deleted.
 *
 * @example
 * const views = await openIndexedDbViews(`${organization}:${user}`, 1);
 */
export async function openIndexedDbViews(name: string, shape: number): Promise<ViewCache> {
  const db = await openDB<Schema>(name, shape, {
    upgrade(database) {
      for (const store of database.objectStoreNames) database.deleteObjectStore(store);
      database.createObjectStore("rooms", { keyPath: "room" }).createIndex("byAge", "keptAt");
      database.createObjectStore("inbox");
    },
    blocking: () => db.close(),
  });
  return {
    loadRoom: async (room) => (await db.get("rooms", room))?.view ?? null,
    async keepRoom(room, view) {
      const transaction = db.transaction("rooms", "readwrite");
      await transaction.store.put({ room, view, keptAt: Date.now() });
      if ((await transaction.store.count()) > MAX_ROOMS) {
        const oldest = await transaction.store.index("byAge").openKeyCursor();
        if (oldest !== null) await transaction.store.delete(oldest.primaryKey);
      }
      await transaction.done;
    },
    forgetRoom: (room) => db.delete("rooms", room),
    loadInbox: async () => (await db.get("inbox", LIST)) ?? null,
    keepInbox: async (entries) => void (await db.put("inbox", entries, LIST)),
  };
}
