/** What supporters set for a conversation. */
import type { ConversationChange } from "../../../shared/desk.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findRow } from "./conversations.ts";
import { touch } from "./desk.ts";
import { keepClock } from "./keep-clock.ts";
import { deskSchedule } from "./tasks.ts";

/** Returns false if the desk does not know the conversation. Setting what is set changes nothing. */
export function changeConversation(
  store: SqlStore,
  room: RoomId,
  { assignee, priority, tags, snoozedUntil }: ConversationChange,
  now: number,
): boolean {
  const row = findRow(store, room);
  if (row === null) return false;
  const next = {
    assignee: assignee === undefined ? row.assignee : assignee,
    priority: priority ?? row.priority,
    tags: tags === undefined ? row.tags : JSON.stringify([...new Set(tags)]),
    snoozed: snoozedUntil === undefined ? row.snoozed_until : snoozedUntil,
  };
  const isSame =
    next.assignee === row.assignee &&
    next.priority === row.priority &&
    next.tags === row.tags &&
    next.snoozed === row.snoozed_until;
  if (isSame) return true;
  store.run(
    "UPDATE conversations SET assignee = ?, priority = ?, tags = ?, snoozed_until = ? WHERE room = ?",
    next.assignee,
    next.priority,
    next.tags,
    next.snoozed,
    room,
  );
  if (next.assignee !== row.assignee && next.assignee !== null)
    deskSchedule(store).put({ task: "join", room }, now);
  if (next.snoozed !== row.snoozed_until) keepClock(store, room, {}, now);
  if (next.snoozed !== null) deskSchedule(store).put({ task: "wake" }, next.snoozed);
  touch(store, room);
  return true;
}

/** Ends the snoozes that are over. Returns when the next one ends; null if there is none. */
export function endSnoozes(store: SqlStore, now: number): number | null {
  const over = store.all<{ room: RoomId }>("SELECT room FROM conversations WHERE snoozed_until <= ?", now);
  for (const { room } of over) {
    store.run("UPDATE conversations SET snoozed_until = NULL WHERE room = ?", room);
    keepClock(store, room, {}, now);
    touch(store, room);
  }
  return store.first<{ at: number | null }>("SELECT min(snoozed_until) AS at FROM conversations")?.at ?? null;
}
