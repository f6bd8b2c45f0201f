import { isAway, isUnread } from "../../../shared/inbox-counts.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import type { InboxContext } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/switcher.ts";

/** Marks all rooms as read that are neither snoozed nor done, and reports how many there were. */
export async function markAllRead({ entries, inbox, serverNow }: InboxContext): Promise<void> {
  const inSight = (entries() ?? []).filter((entry) => !isAway(entry, serverNow()));
  const unread = inSight.filter((entry) => entry.unread > 0 || isUnread(entry));
  // While the list is still loading, the number of unread rooms is not known.
  const isKnown = inbox.isWhole;
  if (isKnown && unread.length === 0) return showToast({ text: t("allReadAlready") });
  try {
    await inbox.readAll();
    const text = isKnown ? t("markedRead", { count: unread.length }) : t("markedEverythingRead");
    showToast({ text });
  } catch (error) {
    showToast({ text: messageOf(error), isProblem: true });
  }
}
