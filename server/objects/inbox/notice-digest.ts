import { MAX_INBOX_PAGE } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import { firstRooms } from "../../rules/inbox/list-rooms.ts";
import { inDigest } from "../../rules/notify/decide-notice.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Rooms of one digest. */
const MOST_ROOMS = 20;

/** The rooms that a digest names, newest first. Of a list of more than a page, the most important page. */
export function digestRooms(store: SqlStore, now: number): InboxEntry[] {
  const rooms = firstRooms(store).rooms.slice(0, MAX_INBOX_PAGE);
  return rooms
    .filter((entry) => inDigest(entry, now))
    .sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0))
    .slice(0, MOST_ROOMS);
}
