/** Rooms that a person has marked as read, until each room has been told. Pure over the SQL port. */
import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readPreferences } from "./preferences.ts";
import { findEntry } from "./list-rooms.ts";
import { changeSettings, findSettings, wakeSnoozed } from "./settings.ts";
import { inboxSchedule } from "./tasks.ts";

/** A type and not an interface, because rows of the SQL port need an implicit index signature. */
export type Unread = {
  room: RoomId;
  epoch: string;
  /** The head of the list's entry at the time of the request. Later messages stay unread. */
  head: Seq;
  /** 1 if the person was reading privately at the time of the request. */
  private: number;
};

/** Adds every visible room with unread messages to the table, or only this room. `now` is the server's clock, milliseconds. */
export function readAll(store: SqlStore, now: number, room?: RoomId): void {
  wakeSnoozed(store, now);
  store.run(
    `INSERT OR REPLACE INTO reading (room, epoch, head, private)
     SELECT e.room, e.epoch, e.head, ? FROM entries e LEFT JOIN settings s ON s.room = e.room
     WHERE e.entry IS NOT NULL AND (e.room = ? OR ? IS NULL AND s.done IS NULL AND s.snoozed IS NULL)
       AND (s.unread IS NOT NULL OR json_extract(e.entry, '$.unread') > 0 OR json_extract(e.entry, '$.mentions') > 0
         OR json_extract(e.entry, '$.threads.unread') > 0)`,
    readPreferences(store).privateReading === true ? 1 : 0,
    room ?? null,
    room ?? null,
  );
  const schedule = inboxSchedule(store);
  for (const { room } of store.all<{ room: RoomId }>("SELECT room FROM reading"))
    schedule.put({ task: "read", room }, now);
}

/** Null if the room has been told. */
export function findReading(store: SqlStore, room: RoomId): Unread | null {
  return store.first<Unread>("SELECT room, epoch, head, private FROM reading WHERE room = ?", room);
}

/** Removes the mark as unread. Returns whether there was one. */
export function clearMark(store: SqlStore, room: RoomId, now: number): boolean {
  const entry = findEntry(store, room);
  const unread = findSettings(store, room)?.unread ?? null;
  if (entry === null || unread === null) return false;
  changeSettings(store, entry, { unread: false }, now);
  return true;
}

/** The room has been told. A newer request with a higher head stays. */
export function wasRead(store: SqlStore, { room, head }: Unread): void {
  store.run("DELETE FROM reading WHERE room = ? AND head = ?", room, head);
}

export function dropReading(store: SqlStore, room: RoomId): void {
  store.run("DELETE FROM reading WHERE room = ?", room);
}

export function dropAllReading(store: SqlStore): void {
  store.run("DELETE FROM reading");
}
