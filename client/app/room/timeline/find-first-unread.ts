import { untrack } from "solid-js";
import { countedUnread } from "../../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { withTimeout } from "../../../sdk/with-timeout.ts";
import type { InboxContext } from "../../../parts/contexts/inbox-context.ts";

/** Nobody waits longer than this to see a room; without an answer it is opened where the first new message is. Milliseconds. */
const PATIENCE = 1_500;

/**
 * The first message that a room's badge counts, where that is not simply the first after `read`: in a muted room it is the first that
 * names the person, and an answer counts when it has ended, wherever it stands. Null where that is simply so, or cannot be found out.
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
