import { untrack } from "solid-js";
import { countedUnread } from "../../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { withTimeout } from "../../../sdk/with-timeout.ts";
import type { InboxContext } from "../../../parts/contexts/inbox-context.ts";

/** How long opening the room waits for the answer, ms. Without an answer, it opens at the first new message. */
const PATIENCE = 1_500;

/**
 * The first message that a room's badge counts, if that is not simply the first message after `read`. In a muted room it is the first
 * mention. An answer counts at its end, wherever it stands. Null if it is simply the first, or if it cannot be found out.
 */
export async function findFirstUnread(
  { inbox, entries }: InboxContext,
  room: RoomId,
  read: Seq | null,
): Promise<Seq | null> {
  const entry = untrack(entries)?.find((one) => one.room === room);
  if (entry === undefined || countedUnread(entry) === 0) return null;
  if (read !== null && entry.settings?.muted !== true) return null;
  const found = await withTimeout(PATIENCE, inbox.unreadMessages(room)).catch(() => null);
  return found?.messages[0]?.seq ?? null;
}
