/** Drafts in IndexedDB, and in `localStorage` while a page is closing. */
import type { RoomId } from "../../../shared/ids.ts";
import type { DraftStore } from "../drafts/types.ts";
import type { PersonDatabase } from "./database.ts";
import { unloadDrafts } from "./unload-drafts.ts";
import { RoomListeners } from "./room-listeners.ts";
import { platformChannel } from "./tabs.ts";

interface OpenedDraftStore {
  store: DraftStore;
  /** Rooms whose draft was stored while a page was closing. */
  unloadRooms: () => RoomId[];
  /** Notifies other tabs that this room's draft was stored. */
  tell: (room: RoomId) => void;
}

/** `names`: the channel between tabs, and the key prefix of drafts of closing pages. */
export function openDraftStore(
  database: PersonDatabase,
  table: "drafts" | "prompts",
  names: { channel: string; unload: string },
): OpenedDraftStore {
  const channel = platformChannel(names.channel);
  const unload = unloadDrafts(names.unload);
  const listeners = new RoomListeners(channel);
  const tell = (room: RoomId): void => channel?.postMessage(room);
  return {
    tell,
    unloadRooms: () => unload.rooms(),
    store: {
      async loadDraft(room) {
        const kept = await (await database.connection()).get(table, room);
        const last = unload.read(room);
        return [kept, last].filter((draft) => draft !== undefined);
      },
      keepOnUnload: (draft) => unload.write(draft),
      async keepDraft(room, merge) {
        const transaction = (await database.connection()).transaction(table, "readwrite");
        const kept = (await transaction.store.get(room)) ?? null;
        await Promise.all([transaction.store.put(merge(kept)), transaction.done]);
        unload.remove(room);
        tell(room);
      },
      async forgetDraft(room) {
        unload.remove(room);
        await (await database.connection()).delete(table, room);
      },
      onDraft: (room, listener) => listeners.add(room, listener),
    },
  };
}
