/** A reminder that is due is told outside of the app too, until it is done, snoozed or removed. */
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Reminder, RemindersFrame } from "../../../shared/protocol/reminder-frames.ts";
import { noticeWords } from "../../notify/notice-words.ts";
import type { Notice } from "../../rules/notify/notice.ts";
import { readNoticeSettings } from "../../rules/notify/notice-settings.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { InboxNotices } from "./inbox-notices.ts";

const keyOf = (id: Reminder["id"]): string => `reminder_${id}`;

/** Takes what the person's devices are told of their reminders. */
export function tellReminders(
  notices: InboxNotices,
  { store, organization }: { store: SqlStore; organization: OrganizationId },
  { changed, removed }: Pick<RemindersFrame, "changed" | "removed">,
): void {
  for (const reminder of changed) {
    if (reminder.state === "due") notices.put(noticeOf(store, organization, reminder), reminder.due);
    else notices.cancel(keyOf(reminder.id));
  }
  for (const id of removed) notices.cancel(keyOf(id));
}

function noticeOf(store: SqlStore, organization: OrganizationId, { id, about, text, due }: Reminder): Notice {
  const words = noticeWords(readNoticeSettings(store).language);
  const path = `/${organization}`;
  return {
    ...{ key: keyOf(id), kind: "reminder", title: words("reminder"), text, at: due, actions: [] },
    ...(about.type !== "none" && { room: about.room }),
    ...(about.type === "message" && { seq: about.seq }),
    address:
      about.type === "none"
        ? `${path}/reminders`
        : `${path}/${about.room}${about.type === "message" ? `#m${about.seq}` : ""}`,
  };
}
