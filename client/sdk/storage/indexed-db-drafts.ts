/** Drafts in IndexedDB, and in `localStorage` while a page is closing. */
import { type DraftKey, isDraftOf } from "../../../shared/draft-key.ts";
import type { DraftStore } from "../drafts/types.ts";
import type { PersonDatabase } from "./database.ts";
import { unloadDrafts } from "./unload-drafts.ts";
import { RoomListeners } from "./room-listeners.ts";
import { platformChannel } from "./tabs.ts";

interface OpenedDraftStore {
  store: DraftStore;
  /** Drafts that were stored while a page was closing. */
  unloadKeys: () => DraftKey[];
  /** Notifies other tabs that this draft was stored. */
  tell: (key: DraftKey) => void;
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
  const tell = (key: DraftKey): void => channel?.postMessage(key);
  return {
    tell,
    unloadKeys: () => unload.keys(),
    store: {
      async loadDraft(key) {
        const kept = await (await database.connection()).get(table, key);
        const last = unload.read(key);
        return [kept, last].filter((draft) => draft !== undefined);
      },
      keepOnUnload: (draft) => unload.write(draft),
      async keepDraft(key, merge) {
        const transaction = (await database.connection()).transaction(table, "readwrite");
        const kept = (await transaction.store.get(key)) ?? null;
        await Promise.all([transaction.store.put(merge(kept)), transaction.done]);
        unload.remove(key);
        tell(key);
      },
      async forgetDrafts(room) {
        for (const key of unload.keys()) if (isDraftOf(room, key)) unload.remove(key);
        const transaction = (await database.connection()).transaction(table, "readwrite");
        const keys = (await transaction.store.getAllKeys()).filter((key) => isDraftOf(room, key));
        await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
      },
      onDraft: (key, listener) => listeners.add(key, listener),
    },
  };
}
