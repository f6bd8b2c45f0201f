import type { RoomId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findRow } from "./conversations.ts";
import { moveUp, nextHead } from "./desk.ts";

/** The conversation was deleted: everything about it goes, and what its room may still tell is not taken. */
export function forgetConversation(store: SqlStore, room: RoomId): void {
  const line = findRow(store, room)?.line ?? null;
  store.run("DELETE FROM conversations WHERE room = ?", room);
  if (line !== null) moveUp(store, line);
  store.run("DELETE FROM notes WHERE room = ?", room);
  store.run("DELETE FROM waits WHERE room = ?", room);
  store.run("DELETE FROM metrics WHERE room = ?", room);
  store.run(
    "INSERT INTO gone (room, changed) VALUES (?, ?) ON CONFLICT (room) DO NOTHING",
    room,
    nextHead(store),
  );
}

export function goneAfter(store: SqlStore, head: number): RoomId[] {
  return store
    .all<{ room: RoomId }>("SELECT room FROM gone WHERE changed > ? ORDER BY changed", head)
    .map(({ room }) => room);
}
