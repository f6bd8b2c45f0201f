import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { OutboxEntry, OutboxStorage } from "../types.ts";

/** Forgets with the process: for tests and for clients that keep nothing. */
export function makeMemoryStorage(): OutboxStorage {
  const rooms = new Map<RoomId, Map<MessageId, OutboxEntry>>();

  function entriesOf(room: RoomId): Map<MessageId, OutboxEntry> {
    const entries = rooms.get(room) ?? new Map<MessageId, OutboxEntry>();
    rooms.set(room, entries);
    return entries;
  }

  return {
    list: async (room) => [...entriesOf(room).values()],
    put: async (entry) => void entriesOf(entry.room).set(entry.id, entry),
    remove: async (room, id) => void entriesOf(room).delete(id),
    asOnlyWriter: (_room, _signal, work) => work(),
    onChange: () => () => {},
  };
}
