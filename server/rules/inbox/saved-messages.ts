/** Messages that a person keeps, as rows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_SAVED } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SavedMessage } from "../../../shared/protocol/inbox-settings.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Some 100 kB at most, in any script. */
const PAGE = 150;

type SavedRow = { room: RoomId; seq: Seq; excerpt: string; savedAt: number };

/** What is in the list now: it may have been there before. Null when there is no place for more. */
export function save(
  store: SqlStore,
  message: Omit<SavedMessage, "savedAt">,
  now: number,
): SavedMessage | null {
  const { room, seq, excerpt } = message;
  const before = findSaved(store, room, seq);
  if (before !== null) return before;
  const all = store.first<{ count: number; newest: number | null }>(
    "SELECT count(*) AS count, max(savedAt) AS newest FROM saved",
  );
  if ((all?.count ?? 0) >= MAX_SAVED) return null;
  // Two of one millisecond must have an order, which pages go by.
  const savedAt = Math.max(now, (all?.newest ?? 0) + 1);
  store.run(
    "INSERT INTO saved (room, seq, excerpt, savedAt) VALUES (?, ?, ?, ?)",
    room,
    seq,
    excerpt,
    savedAt,
  );
  return { room, seq, excerpt, savedAt };
}

/** Returns whether it was there. */
export function unsave(store: SqlStore, room: RoomId, seq: Seq): boolean {
  if (findSaved(store, room, seq) === null) return false;
  store.run("DELETE FROM saved WHERE room = ? AND seq = ?", room, seq);
  return true;
}

/** Newest first, from before this time; `next` is null at the end. */
export function listSaved(
  store: SqlStore,
  before: number | null,
): { saved: SavedMessage[]; next: number | null } {
  const rows = store.all<SavedRow>(
    "SELECT room, seq, excerpt, savedAt FROM saved WHERE savedAt < ? ORDER BY savedAt DESC LIMIT ?",
    before ?? Number.MAX_SAFE_INTEGER,
    PAGE + 1,
  );
  const saved = rows.slice(0, PAGE);
  return { saved, next: rows.length > PAGE ? (saved.at(-1)?.savedAt ?? null) : null };
}

/** Takes those of a room out of the list, and names them. */
export function dropSaved(store: SqlStore, room: RoomId): Pick<SavedMessage, "room" | "seq">[] {
  const rows = store.all<{ room: RoomId; seq: Seq }>("SELECT room, seq FROM saved WHERE room = ?", room);
  if (rows.length > 0) store.run("DELETE FROM saved WHERE room = ?", room);
  return rows;
}

export function dropAllSaved(store: SqlStore): void {
  store.run("DELETE FROM saved");
}

function findSaved(store: SqlStore, room: RoomId, seq: Seq): SavedRow | null {
  return store.first<SavedRow>(
    "SELECT room, seq, excerpt, savedAt FROM saved WHERE room = ? AND seq = ?",
    room,
    seq,
  );
}
