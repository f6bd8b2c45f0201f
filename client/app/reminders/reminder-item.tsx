import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Reminder } from "../../sdk/reminders/types.ts";
import { formatFull, formatUntil } from "../../ui/format.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/reminders.ts";
import type { ReminderActions } from "./create-reminder-actions.ts";
import { placeOf, roomOf, titleOf } from "./reminder-place.ts";

/** One reminder of the page, with what can be done with it. */
export function ReminderItem(props: { reminder: Reminder; actions: ReminderActions }) {
  const { organization } = useClient();
  const { entries, serverNow } = useInbox();
  const title = () => titleOf(props.reminder, entries());
  const place = () => placeOf(props.reminder, organization);
  const isDone = () => props.reminder.state === "done";
  const texts = () => (
    <>
      <span class="reminder__title" dir="auto">
        {title()}
      </span>
      <span class="reminder__about">
        <Show when={props.reminder.text !== "" && roomOf(props.reminder, entries())}>
          {(room) => (
            <span class="name one-line" dir="auto">
              {room()}
            </span>
          )}
        </Show>
        <time
          dateTime={new Date(props.reminder.due).toISOString()}
          title={t("remindedAt", { when: formatFull(props.reminder.due) })}
        >
          {props.reminder.due > serverNow()
            ? formatUntil(props.reminder.due, serverNow())
            : formatFull(props.reminder.due)}
        </time>
      </span>
    </>
  );
  return (
    <li class="reminder" classList={{ "reminder--done": isDone() }}>
      <Show when={!isDone()}>
        <IconButton
          icon="check"
          class="reminder__end"
          label={t("endReminder", { text: title() })}
          title={t("done")}
          onClick={() => props.actions.end(props.reminder)}
        />
      </Show>
      <Show when={place()} fallback={<div class="reminder__texts">{texts()}</div>}>
        {(href) => (
          <A class="reminder__texts" href={href()}>
            {texts()}
          </A>
        )}
      </Show>
      <IconButton
        icon="clock"
        label={t("snoozeReminder", { text: title() })}
        title={t(isDone() ? "again" : "snooze")}
        onClick={() => props.actions.askTime(props.reminder)}
      />
      <IconButton
        icon="trash"
        label={t("removeReminder", { text: title() })}
        title={t("remove")}
        onClick={() => props.actions.remove(props.reminder.id)}
      />
    </li>
  );
}
