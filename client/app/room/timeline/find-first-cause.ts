import { countedUnread } from "../../../../shared/inbox-counts.ts";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import { withTimeout } from "../../../sdk/with-timeout.ts";
import type { Inbox } from "../../../sdk/types.ts";

/** Nobody waits longer than this to see a room; without an answer it is opened where the first new message is. Milliseconds. */
const PATIENCE = 1_500;

/**
 * The first message that a room's badge counts, where that is not simply the first after `read`: in a muted room it is the first that
 * names the person, and an answer counts when it has ended, wherever it stands. Null where that is simply so, or cannot be found out.
 */
export async function findFirstCause(
  inbox: Inbox,
  entry: InboxEntry | undefined,
  read: Seq | null,
): Promise<Seq | null> {
  if (entry === undefined || countedUnread(entry) === 0) return null;
  if (read !== null && entry.settings?.muted !== true) return null;
  const found = await withTimeout(PATIENCE, inbox.causes(entry.room)).catch(() => null);
  return found?.causes[0]?.seq ?? null;
}
