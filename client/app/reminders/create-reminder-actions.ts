import type { ReminderId } from "../../../shared/ids.ts";
import type { Reminder, Reminders } from "../../sdk/reminders/types.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import { t } from "../../words/reminders.ts";

export interface ReminderActions {
  end: (reminder: Reminder) => void;
  snooze: (reminder: Reminder, due: number) => void;
  remove: (id: ReminderId) => void;
  /** Opens the dialog that asks for another time. */
  askTime: (reminder: Reminder) => void;
}

/** What a person does with a reminder. A failure is shown as a toast. */
export function createReminderActions(): ReminderActions {
  const { reminders, ask } = useReminders();
  const attempt = (work: (opened: Reminders) => Promise<void>, done?: () => void): void =>
    void reminders
      .then(work)
      .then(done, (error: unknown) => showToast({ text: messageOf(error), isProblem: true }));
  return {
    end: ({ id, due }) =>
      attempt(
        (all) => all.end(id),
        () => showToast({ text: t("doneToast"), undo: () => attempt((all) => all.snooze(id, due)) }),
      ),
    snooze: ({ id }, due) => attempt((all) => all.snooze(id, due)),
    remove: (id) =>
      attempt(
        (all) => all.remove(id),
        () => showToast({ text: t("removed") }),
      ),
    askTime: (change) => ask({ change }),
  };
}
