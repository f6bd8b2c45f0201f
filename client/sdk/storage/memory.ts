import { type DraftKey, draftKey, isDraftOf } from "../../../shared/draft-key.ts";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { StoredDraft } from "../drafts/consumed-draft.ts";
import type { DraftStore, DraftStorage } from "../drafts/types.ts";
import type { OutboxEntry } from "../types.ts";

/**
 * Keeps entries in memory only: for tests and for clients that store nothing.
 *
 * @example
 * const client = createClient({ ...options, storage: makeMemoryStorage() });
 */
export function makeMemoryStorage(): DraftStorage {
  const rooms = new Map<RoomId, Map<MessageId, OutboxEntry>>();
  const drafts = new Map<DraftKey, StoredDraft>();

  function entriesOf(room: RoomId): Map<MessageId, OutboxEntry> {
    const entries = rooms.get(room) ?? new Map<MessageId, OutboxEntry>();
    rooms.set(room, entries);
    return entries;
  }

  return {
    list: async (room) => [...entriesOf(room).values()],
    async put(entry, keepDraft) {
      entriesOf(entry.room).set(entry.id, entry);
      if (keepDraft !== undefined)
        drafts.set(draftKey(entry), keepDraft(drafts.get(draftKey(entry)) ?? null));
    },
    remove: async (room, id) => void entriesOf(room).delete(id),
    rooms: async () => [...rooms].flatMap(([room, entries]) => (entries.size > 0 ? [room] : [])),
    asOnlyWriter: (_room, _signal, work) => work(),
    onChange: () => () => {},
    ...memoryDrafts(drafts),
    unstoredDrafts: async () =>
      [...drafts.values()].filter(({ unstored }) => unstored).map(({ room }) => room),
    prompts: memoryDrafts(),
  };
}

function memoryDrafts(drafts = new Map<DraftKey, StoredDraft>()): DraftStore {
  return {
    async loadDraft(key) {
      const draft = drafts.get(key);
      return draft === undefined ? [] : [draft];
    },
    keepOnUnload: (draft) => void drafts.set(draft.room, draft),
    keepDraft: async (key, merge) => void drafts.set(key, merge(drafts.get(key) ?? null)),
    async forgetDrafts(room) {
      for (const key of [...drafts.keys()]) if (isDraftOf(room, key)) drafts.delete(key);
    },
    onDraft: () => () => {},
  };
}
