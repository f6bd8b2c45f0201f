/** Rooms that a person wants to have read, until each of them knows. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readPreferences } from "./preferences.ts";
import { findEntry } from "./list-rooms.ts";
import { changeSettings, findSettings, wakeSnoozed } from "./settings.ts";
import { inboxSchedule } from "./tasks.ts";

/** A type and not an interface: rows of the SQL port have any column. */
export type Unread = {
  room: RoomId;
  epoch: string;
  /** What the list had taken in when it was asked for: what is said later stays unread. */
  head: Seq;
  /** 1 when the person read privately as they asked for it. */
  private: number;
};

/** Puts down every room that has something unread and is not out of sight. `now` is the server's clock, milliseconds. */
export function readAll(store: SqlStore, now: number): void {
  wakeSnoozed(store, now);
  store.run(
    `INSERT OR REPLACE INTO reading (room, epoch, head, private)
     SELECT e.room, e.epoch, e.head, ? FROM entries e LEFT JOIN settings s ON s.room = e.room
     WHERE e.entry IS NOT NULL AND s.done IS NULL AND s.snoozed IS NULL
       AND (s.unread IS NOT NULL OR json_extract(e.entry, '$.unread') > 0 OR json_extract(e.entry, '$.mentions') > 0)`,
    readPreferences(store).privateReading === true ? 1 : 0,
  );
  const schedule = inboxSchedule(store);
  for (const { room } of store.all<{ room: RoomId }>("SELECT room FROM reading"))
    schedule.put({ task: "read", room }, now);
}

/** Null where the room knows. */
export function findReading(store: SqlStore, room: RoomId): Unread | null {
  return store.first<Unread>("SELECT room, epoch, head, private FROM reading WHERE room = ?", room);
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

export function dropReading(store: SqlStore, room: RoomId): void {
  store.run("DELETE FROM reading WHERE room = ?", room);
}

export function dropAllReading(store: SqlStore): void {
  store.run("DELETE FROM reading");
}
