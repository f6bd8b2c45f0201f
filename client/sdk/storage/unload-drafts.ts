/** Drafts of a closing page: IndexedDB does not finish writes that begin while a page closes, `localStorage` does. */
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { type DraftKey, isDraftKey } from "../../../shared/draft-key.ts";
import type { StoredDraft } from "../drafts/consumed-draft.ts";
import { platformItems } from "./tabs.ts";

interface Item {
  room: DraftKey;
  epoch: number;
  state: string;
  stored: string | null;
  unstored: boolean;
}

export function unloadDrafts(prefix: string) {
  const items = platformItems();

  function read(key: DraftKey): StoredDraft | undefined {
    try {
      const text = items?.getItem(prefix + key) ?? null;
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

  function keys(): DraftKey[] {
    const names = Array.from({ length: items?.length ?? 0 }, (_, n) => items?.key(n) ?? "");
    return names
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter(isDraftKey);
  }

  return { read, write, keys, remove: (key: DraftKey) => items?.removeItem(prefix + key) };
}
