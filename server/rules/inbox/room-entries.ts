/** The rooms of one person, as rows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

type EntryRow = { epoch: string; head: Seq; read: Seq; entry: string | null };

/** Rooms that do not tell of each change. */
export function crowds(store: SqlStore): RoomId[] {
  return store
    .all<{ room: RoomId }>(
      "SELECT room FROM entries INDEXED BY entries_crowds WHERE json_extract(entry, '$.crowd') = 1",
    )
    .map(({ room }) => room);
}

/**
 * Takes in how a room stands; returns false for what is older than what is there, or the same. Heads of two epochs do not
 * compare: after a restored backup the room's word is news, however low its head.
 */
export function putEntry(store: SqlStore, entry: InboxEntry): boolean {
  const { room, epoch, head, read } = entry;
  const encoded = JSON.stringify(entry);
  const before = findRow(store, room);
  if (before !== null && before.epoch === epoch) {
    if (head < before.head || (head === before.head && read < before.read)) return false;
    if (before.entry === encoded || (before.entry === null && head === before.head)) return false;
  }
  store.run(
    "INSERT OR REPLACE INTO entries (room, epoch, head, read, entry) VALUES (?, ?, ?, ?, ?)",
    room,
    epoch,
    head,
    read,
    encoded,
  );
  return true;
}

/** The person is no longer in the room, as of its `head`; returns whether that is news. */
export function dropEntry(store: SqlStore, room: RoomId, epoch: string, head: Seq): boolean {
  const before = findRow(store, room);
  if (before !== null && before.epoch === epoch && head < before.head) return false;
  store.run(
    "INSERT OR REPLACE INTO entries (room, epoch, head, read, entry) VALUES (?, ?, ?, 0, NULL)",
    room,
    epoch,
    head,
  );
  return before !== null && before.entry !== null;
}

/** Whether the person is in this room. */
export function hasEntry(store: SqlStore, room: RoomId): boolean {
  const row = findRow(store, room);
  return row !== null && row.entry !== null;
}

/** All rooms go. */
export function dropAllEntries(store: SqlStore): void {
  store.run("UPDATE entries SET entry = NULL");
}

function findRow(store: SqlStore, room: RoomId): EntryRow | null {
  return store.first<EntryRow>("SELECT epoch, head, read, entry FROM entries WHERE room = ?", room);
}
