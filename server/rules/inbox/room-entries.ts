/** The room entries of one person, as rows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { lowerMark } from "./settings.ts";

type EntryRow = { epoch: string; head: Seq; read: Seq; entry: string | null };

/** Large rooms, which do not tell the inbox of each change. */
export function crowds(store: SqlStore): RoomId[] {
  return store
    .all<{ room: RoomId }>(
      "SELECT room FROM entries INDEXED BY entries_crowds WHERE json_extract(entry, '$.crowd') = 1",
    )
    .map(({ room }) => room);
}

/**
 * Stores a room's entry. Returns false for an entry that is older than, or equal to, the stored one. Heads of two epochs cannot be
 * compared: after a restored backup the entry is accepted, even if its head is lower.
 */
export function putEntry(store: SqlStore, entry: InboxEntry): boolean {
  const { room, epoch, head, read } = entry;
  const encoded = JSON.stringify(entry);
  const before = findRow(store, room);
  if (before !== null && before.epoch === epoch) {
    if (isOlder(entry, before)) return false;
    if (before.entry === encoded || (before.entry === null && head === before.head)) return false;
  }
  if (before !== null && before.epoch !== epoch) lowerMark(store, entry);
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

/** Of entries with the same head, the one with the lower read cursor is older, and then the one with fewer moves in threads. */
function isOlder({ head, read, threads }: InboxEntry, before: EntryRow): boolean {
  if (head !== before.head) return head < before.head;
  if (read !== before.read) return read < before.read;
  return (threads?.moves ?? 0) < movesIn(before.entry);
}

function movesIn(entry: string | null): number {
  return entry === null ? 0 : (readJson<Partial<InboxEntry>>(entry, {}).threads?.moves ?? 0);
}

/** The newest head of the room that this inbox knows; null if it knows none. */
export function headOf(store: SqlStore, room: RoomId): { epoch: string; head: Seq } | null {
  const known = findRow(store, room);
  return known && { epoch: known.epoch, head: known.head };
}

/** The head of a room that this inbox knows, if the entry's head is lower: the room has lost events. Else null. */
export function headBefore(
  store: SqlStore,
  { room, epoch, head }: Pick<InboxEntry, "room" | "epoch" | "head">,
): Seq | null {
  const known = findRow(store, room);
  return known !== null && known.epoch === epoch && head < known.head ? known.head : null;
}

/** The person is no longer a member of the room, as of its `head`. Returns whether anything changed. */
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

/** Whether the person is a member of this room, according to the inbox. */
export function hasEntry(store: SqlStore, room: RoomId): boolean {
  const row = findRow(store, room);
  return row !== null && row.entry !== null;
}

/** Removes all rooms. */
export function dropAllEntries(store: SqlStore): void {
  store.run("UPDATE entries SET entry = NULL");
}

function findRow(store: SqlStore, room: RoomId): EntryRow | null {
  return store.first<EntryRow>("SELECT epoch, head, read, entry FROM entries WHERE room = ?", room);
}
