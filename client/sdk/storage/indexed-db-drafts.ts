/** Drafts in IndexedDB, and in `localStorage` where a page has no time left for that. */
import type { IDBPDatabase } from "idb";
import type { RoomId } from "../../../shared/ids.ts";
import type { DraftShelf } from "../drafts/types.ts";
import type { Schema } from "./database.ts";
import { hurriedDrafts } from "./unload-drafts.ts";
import { RoomListeners } from "./room-listeners.ts";
import { platformChannel } from "./tabs.ts";

interface IndexedDbShelf {
  shelf: DraftShelf;
  /** Rooms whose draft was kept in a hurry. */
  hurriedRooms: () => RoomId[];
  /** Tells the other tabs that this room's draft was kept. */
  tell: (room: RoomId) => void;
}

/** `names`: of the channel between tabs, and what keys of hurried drafts begin with. */
export function indexedDbShelf(
  db: IDBPDatabase<Schema>,
  store: "drafts" | "prompts",
  names: { channel: string; hurried: string },
): IndexedDbShelf {
  const channel = platformChannel(names.channel);
  const inHurry = hurriedDrafts(names.hurried);
  const listeners = new RoomListeners(channel);
  const tell = (room: RoomId): void => channel?.postMessage(room);
  return {
    tell,
    hurriedRooms: () => inHurry.rooms(),
    shelf: {
      async loadDraft(room) {
        const kept = await db.get(store, room);
        const hurried = inHurry.read(room);
        return [kept, hurried].filter((draft) => draft !== undefined);
      },
      keepInHurry: (draft) => inHurry.write(draft),
      async keepDraft(room, merge) {
        const transaction = db.transaction(store, "readwrite");
        const kept = (await transaction.store.get(room)) ?? null;
        await Promise.all([transaction.store.put(merge(kept)), transaction.done]);
        inHurry.remove(room);
        tell(room);
      },
      async forgetDraft(room) {
        inHurry.remove(room);
        await db.delete(store, room);
      },
      onDraft: (room, listener) => listeners.add(room, listener),
    },
  };
}
