import { isAway } from "../../../shared/inbox-counts.ts";
import { plural } from "../../ui/format.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import type { InboxContext } from "../../parts/contexts/inbox-context.ts";

/** Reads everything that is in sight, and says how much that was. */
export async function markAllRead({ entries, inbox, serverNow }: InboxContext): Promise<void> {
  const inSight = (entries() ?? []).filter((entry) => !isAway(entry, serverNow()));
  const unread = inSight.filter((entry) => entry.unread > 0 || entry.settings?.unread);
  // Of a list that has not all come yet nobody knows how many there are.
  const isKnown = inbox.isWhole;
  if (isKnown && unread.length === 0) return showToast({ text: "You have read everything already." });
  try {
    await inbox.readAll();
    const what = isKnown ? plural(unread.length, "conversation", "conversations") : "everything";
    showToast({ text: `Marked ${what} as read.` });
  } catch (error) {
    showToast({ text: messageOf(error), isProblem: true });
  }
}
