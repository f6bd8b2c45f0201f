/** Drafts of a closing page: IndexedDB does not finish writes that begin while a page closes, `localStorage` does. */
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { isRoomId, type RoomId } from "../../../shared/ids.ts";
import type { StoredDraft } from "../drafts/consumed-draft.ts";
import { platformItems } from "./tabs.ts";

interface Item {
  room: RoomId;
  epoch: number;
  state: string;
  stored: string | null;
  unstored: boolean;
}

export function unloadDrafts(prefix: string) {
  const items = platformItems();

  function read(room: RoomId): StoredDraft | undefined {
    try {
      const text = items?.getItem(prefix + room) ?? null;
      if (text === null) return undefined;
      const { state, stored, ...item }: Item = JSON.parse(text);
      return { ...item, state: decodeBase64(state), stored: stored === null ? null : decodeBase64(stored) };
    } catch {
      return undefined;
    }
  }

  /** If the storage is full or forbidden, nothing is stored: the copy in IndexedDB is only slightly older. */
  function write({ state, stored, ...draft }: StoredDraft): void {
    const item: Item = {
      ...draft,
      state: encodeBase64(state),
      stored: stored === null ? null : encodeBase64(stored),
    };
    try {
      items?.setItem(prefix + draft.room, JSON.stringify(item));
    } catch {
      // See above.
    }
  }

  function rooms(): RoomId[] {
    const keys = Array.from({ length: items?.length ?? 0 }, (_, n) => items?.key(n) ?? "");
    return keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
      .filter(isRoomId);
  }

  return { read, write, rooms, remove: (room: RoomId) => items?.removeItem(prefix + room) };
}
