/** The line of visitors who wait for a person. */
import type { RoomId } from "../../../shared/ids.ts";
import type { PlaceInLine } from "../../../shared/support.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Expected minutes go by the waits that ended within this time, milliseconds. */
const LAST_HOUR = 60 * 60_000;
const MINUTE = 60_000;

export interface InLine extends PlaceInLine {
  room: RoomId;
  requestedAt: number;
}

export function readLine(store: SqlStore, now: number): InLine[] {
  const minutes = usualMinutes(store, now);
  return store
    .all<{ room: RoomId; requested_at: number }>(
      "SELECT room, requested_at FROM conversations WHERE line IS NOT NULL ORDER BY line",
    )
    .map(({ room, requested_at }, i) => ({ room, requestedAt: requested_at, place: i + 1, minutes }));
}

/** The median wait of the last hour, in whole minutes and at least one; null if nobody was served in it. */
export function usualMinutes(store: SqlStore, now: number): number | null {
  const waits = store
    .all<{ waited: number }>(
      "SELECT served_at - requested_at AS waited FROM waits WHERE served_at > ? ORDER BY waited",
      now - LAST_HOUR,
    )
    .map(({ waited }) => waited);
  const middle = waits[Math.floor((waits.length - 1) / 2)];
  return middle === undefined ? null : Math.max(1, Math.ceil(middle / MINUTE));
}
