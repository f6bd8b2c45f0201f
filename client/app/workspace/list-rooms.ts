import { isAway } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { passes, type RoomFilter } from "./room-filter.ts";

/**
 * The rooms of a filter in their order, pinned ones first. The open room stays in the list although reading it would remove it from the
 * filter.
 */
export function listRooms(
  entries: readonly InboxEntry[],
  filter: RoomFilter,
  open: RoomId | undefined,
  now: number,
): RoomId[] {
  const byReading = filter === "unread" || filter === "mentions";
  const shown = entries.filter(
    (entry) => passes(filter, entry, now) || (byReading && entry.room === open && !isAway(entry, now)),
  );
  const pinned = shown.filter(({ settings }) => settings?.pinned);
  const others = shown.filter(({ settings }) => !settings?.pinned);
  return [...pinned, ...others].map(({ room }) => room);
}
