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
  const drafts = new Map<RoomId, StoredDraft>();

  function entriesOf(room: RoomId): Map<MessageId, OutboxEntry> {
    const entries = rooms.get(room) ?? new Map<MessageId, OutboxEntry>();
    rooms.set(room, entries);
    return entries;
  }

  return {
    list: async (room) => [...entriesOf(room).values()],
    async put(entry, keepDraft) {
      entriesOf(entry.room).set(entry.id, entry);
      if (keepDraft !== undefined) drafts.set(entry.room, keepDraft(drafts.get(entry.room) ?? null));
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

function memoryDrafts(drafts = new Map<RoomId, StoredDraft>()): DraftStore {
  return {
    async loadDraft(room) {
      const draft = drafts.get(room);
      return draft === undefined ? [] : [draft];
    },
    keepOnUnload: (draft) => void drafts.set(draft.room, draft),
    keepDraft: async (room, merge) => void drafts.set(room, merge(drafts.get(room) ?? null)),
    forgetDraft: async (room) => void drafts.delete(room),
    onDraft: () => () => {},
  };
}
