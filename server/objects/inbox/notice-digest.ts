import { MAX_INBOX_PAGE } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import { firstRooms } from "../../rules/inbox/list-rooms.ts";
import { inDigest } from "../../rules/notify/decide-notice.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Rooms of one digest. */
const MOST_ROOMS = 20;

/** News reaches the inbox some seconds after it was written, ms. */
const UNDER_WAY = 60_000;

/**
 * The rooms that a digest names, newest first. Of a list of more than a page, the most important page. `since`: when the digest began, so that each
 * names what no earlier one has.
 */
export function digestRooms(store: SqlStore, since: number, now: number): InboxEntry[] {
  const rooms = firstRooms(store).rooms.slice(0, MAX_INBOX_PAGE);
  return rooms
    .filter((entry) => inDigest(entry, now) && (newestAt(entry) ?? now) >= since - UNDER_WAY)
    .sort((a, b) => (newestAt(b) ?? 0) - (newestAt(a) ?? 0))
    .slice(0, MOST_ROOMS);
}

/** When the newest message was written, also one in a thread. */
function newestAt({ last, threads }: InboxEntry): number | undefined {
  return last === null && threads?.at === undefined ? undefined : Math.max(last?.at ?? 0, threads?.at ?? 0);
}
