import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import type { ReminderId } from "../../../shared/ids.ts";
import type { Reminder } from "../../sdk/reminders/types.ts";
import { formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { deviceZone } from "../../parts/when/create-when.ts";
import { offeredTimes } from "../../parts/when/offered-times.ts";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import { t } from "../../words/reminders.ts";
import { t as inWhen } from "../../words/when.ts";
import { createReminderActions } from "./create-reminder-actions.ts";
import { placeOf, roomOf, titleOf } from "./reminder-place.ts";
import "./due-reminders.css";

/** Cards that are shown at once. The page has all of them. */
const SHOWN = 2;

/** The reminders that are due, over every page until they are ended, snoozed, or hidden on this device. */
export default function DueReminders() {
  const { organization } = useClient();
  const { open } = useReminders();
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const due = createMemo(() => open().filter((one) => one.state === "due" && !hidden().has(keyOf(one))));
  const hide = (one: Reminder) => setHidden((before) => new Set([...before, keyOf(one)]));
  return (
    <div class="due-reminders" role="region" aria-label={t("due")} hidden={due().length === 0}>
      {/* Announced when one is added, without moving the focus. */}
      <div role="status" class="due-reminders__list">
        <For each={due().slice(0, SHOWN)}>{(one) => <Card reminder={one} onHide={() => hide(one)} />}</For>
      </div>
      <Show when={due().length > SHOWN}>
        <A class="due-reminders__more" href={`/${organization}/reminders`}>
          {t("moreDue", { count: due().length - SHOWN })}
        </A>
      </Show>
    </div>
  );
}

/** A snoozed one that is due again is shown again. */
const keyOf = ({ id, due }: { id: ReminderId; due: number }): string => `${id} ${due}`;

function Card(props: { reminder: Reminder; onHide: () => void }) {
  const { organization } = useClient();
  const { entries, serverNow } = useInbox();
  const actions = createReminderActions();
  const title = () => titleOf(props.reminder, entries());
  return (
    <article class="due-reminder" aria-label={t("dueNow")}>
      <Icon name="clock" />
      <div class="due-reminder__texts">
        <p class="due-reminder__title" dir="auto">
          {title()}
        </p>
        <Show when={props.reminder.text !== "" && roomOf(props.reminder, entries())}>
          {(room) => (
            <p class="due-reminder__room name one-line" dir="auto">
              {room()}
            </p>
          )}
        </Show>
        <div class="due-reminder__actions">
          <button type="button" class="button button--small" onClick={() => actions.end(props.reminder)}>
            {t("done")}
          </button>
          <Popover
            label={t("snoozeReminder", { text: title() })}
            trigger={<span>{t("snooze")}</span>}
            triggerClass="button button--small"
            class="menu"
          >
            {(close) => (
              <For each={offeredTimes(serverNow(), deviceZone())}>
                {(time) => (
                  <button
                    type="button"
                    class="menu__item"
                    onClick={() => {
                      close();
                      actions.snooze(props.reminder, time.at);
                    }}
                  >
                    <span class="due-reminder__time">{inWhen(time.name)}</span>
                    <span class="due-reminder__hint">{formatUntil(time.at, serverNow())}</span>
                  </button>
                )}
              </For>
            )}
          </Popover>
          <Show when={placeOf(props.reminder, organization)}>
            {(href) => (
              <A class="button button--small" href={href()}>
                {t("open")}
              </A>
            )}
          </Show>
        </div>
      </div>
      <IconButton icon="close" label={t("hide")} title={t("hide")} onClick={() => props.onHide()} />
    </article>
  );
}
