/** A person's saved messages, as rows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_SAVED } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SavedMessage } from "../../../shared/protocol/inbox-settings.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Number of messages on one page: at most about 100 kB in any script. */
const PAGE = 150;

type SavedRow = { room: RoomId; seq: Seq; excerpt: string; savedAt: number };

/** Saves a message. Returns the saved one, also if it was saved before. Null if the maximum number is reached. */
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
  // Times must be unique, because pages are requested by time.
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

/** Removes a saved message. Returns whether it was saved. */
export function unsave(store: SqlStore, room: RoomId, seq: Seq): boolean {
  if (findSaved(store, room, seq) === null) return false;
  store.run("DELETE FROM saved WHERE room = ? AND seq = ?", room, seq);
  return true;
}

/** Saved messages from before this time, newest first; `next` is null at the end. */
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

/** Removes the saved messages of a room, and returns them. */
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
