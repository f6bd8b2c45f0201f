/** Rooms that a person wants to have read, until each of them knows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readPreferences } from "./preferences.ts";
import { findEntry } from "./list-rooms.ts";
import { changeSettings, findSettings, wakeSnoozed } from "./settings.ts";

/** A type and not an interface: rows of the SQL port have any column. */
export type Unread = {
  room: RoomId;
  epoch: string;
  /** What the list had taken in when it was asked for: what is said later stays unread. */
  head: Seq;
  /** 1 when the person read privately as they asked for it. */
  private: number;
  attempts: number;
};

/** Rooms of one beat: each is a call to another object. */
const AT_ONCE = 32;
/** Pause after the first failure, doubled with each further one. Milliseconds. */
const RETRY_FIRST = 1_000;
/** A quarter of an hour in all; who is still there asks again. */
const MOST_ATTEMPTS = 10;

export function createReading(store: SqlStore): void {
  store.run(
    `CREATE TABLE IF NOT EXISTS reading (
      room TEXT PRIMARY KEY,
      epoch TEXT NOT NULL,
      head INTEGER NOT NULL,
      private INTEGER NOT NULL,
      due INTEGER NOT NULL,
      attempts INTEGER NOT NULL
    ) WITHOUT ROWID`,
  );
  store.run("CREATE INDEX IF NOT EXISTS reading_due ON reading (due)");
}

/** Puts down every room that has something unread and is not out of sight. `now` is the server's clock, milliseconds. */
export function readAll(store: SqlStore, now: number): void {
  wakeSnoozed(store, now);
  store.run(
    `INSERT OR REPLACE INTO reading (room, epoch, head, private, due, attempts)
     SELECT e.room, e.epoch, e.head, ?, ?, 0 FROM entries e LEFT JOIN settings s ON s.room = e.room
     WHERE e.entry IS NOT NULL AND s.done IS NULL AND s.snoozed IS NULL
       AND (s.unread IS NOT NULL OR json_extract(e.entry, '$.unread') > 0 OR json_extract(e.entry, '$.mentions') > 0)`,
    readPreferences(store).privateReading === true ? 1 : 0,
    now,
  );
}

/** Some of those that are due. */
export function dueReading(store: SqlStore, now: number): Unread[] {
  return store.all<Unread>(
    "SELECT room, epoch, head, private, attempts FROM reading WHERE due <= ? ORDER BY due, room LIMIT ?",
    now,
    AT_ONCE,
  );
}

/** Takes the mark as unread away; returns whether there was one. */
export function clearMark(store: SqlStore, room: RoomId, now: number): boolean {
  const entry = findEntry(store, room);
  const unread = findSettings(store, room)?.unread ?? null;
  if (entry === null || unread === null) return false;
  changeSettings(store, entry, { unread: false }, now);
  return true;
}

/** The room knows, or it is not this person's any more. One that was asked for again meanwhile, with more in it, stays. */
export function wasRead(store: SqlStore, { room, head }: Unread): void {
  store.run("DELETE FROM reading WHERE room = ? AND head = ?", room, head);
}

/** The room could not be told: again later, longer each time, and not for ever. */
export function retryReading(store: SqlStore, { room, attempts }: Unread, now: number): void {
  if (attempts + 1 >= MOST_ATTEMPTS) return dropReading(store, room);
  store.run(
    "UPDATE reading SET due = ?, attempts = ? WHERE room = ?",
    now + RETRY_FIRST * 2 ** attempts,
    attempts + 1,
    room,
  );
}

/** When some of them are due next; null when there is none (server clock, milliseconds). */
export function nextReading(store: SqlStore): number | null {
  return store.first<{ due: number | null }>("SELECT min(due) AS due FROM reading")?.due ?? null;
}

export function dropReading(store: SqlStore, room: RoomId): void {
  store.run("DELETE FROM reading WHERE room = ?", room);
}

export function dropAllReading(store: SqlStore): void {
  store.run("DELETE FROM reading");
}
