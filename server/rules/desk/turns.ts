/** Conversations by turns: the supporter who waited longest gets the next one. */
import { MAX_BY_TURNS } from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findRow } from "./conversations.ts";
import { readDesk, touch } from "./desk.ts";
import { deskSchedule } from "./tasks.ts";

/** Nothing changes if somebody has the conversation, or if nobody is free. */
export function assignByTurn(
  store: SqlStore,
  room: RoomId,
  here: readonly string[],
  now: number,
): UserId | null {
  if (findRow(store, room)?.assignee !== null) return null;
  const free = store.first<{ user: UserId }>(
    `SELECT s.user FROM supporters s
     WHERE s.away = 0 AND s.user IN (SELECT value FROM json_each(?)) AND
       (SELECT count(*) FROM conversations c WHERE c.assignee = s.user AND c.state <> 'closed') < ?
     ORDER BY s.assigned_at, s.user LIMIT 1`,
    JSON.stringify(here),
    MAX_BY_TURNS,
  );
  if (free === null) return null;
  store.run("UPDATE supporters SET assigned_at = ? WHERE user = ?", now, free.user);
  store.run("UPDATE conversations SET assignee = ? WHERE room = ?", free.user, room);
  deskSchedule(store).put({ task: "join", room }, now);
  return free.user;
}

/** Somebody has come, or turns were switched on: whoever waits and is assigned to nobody is, in their order in line. */
export function assignWaiting(store: SqlStore, here: readonly string[], now: number): void {
  if (readDesk(store).by_turns === 0) return;
  const waiting = store.all<{ room: RoomId }>(
    "SELECT room FROM conversations WHERE line IS NOT NULL AND assignee IS NULL ORDER BY line",
  );
  for (const { room } of waiting) {
    if (assignByTurn(store, room, here, now) === null) return;
    touch(store, room);
  }
}
