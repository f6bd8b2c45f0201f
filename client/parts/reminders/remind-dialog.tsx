import { createSignal, For, Show } from "solid-js";
import { MAX_REMINDER_TEXT } from "../../../shared/limits.ts";
import { formatUntil } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useInbox } from "../contexts/inbox-context.ts";
import { showToast } from "../lib/toasts.ts";
import { createWhen, deviceZone } from "../when/create-when.ts";
import { WhenField } from "../when/when-field.tsx";
import { t } from "../../words/reminders.ts";
import { t as inWhen } from "../../words/when.ts";
import { momentToRemind, offeredTimes } from "./reminder-times.ts";
import { useReminders, type AskedReminder } from "./reminders-context.ts";
import "./remind-dialog.css";

/** Asks when to remind, and of what if it is not about a message or a room. */
export default function RemindDialog(props: { asked: AskedReminder; onClose: () => void }) {
  const { reminders } = useReminders();
  const { serverNow } = useInbox();
  const { asked } = props;
  const zone = deviceZone();
  const isOwnText = "about" in asked && asked.about.type === "none";
  const [text, setText] = createSignal("");
  const [chosen, setChosen] = createSignal<number | null>(null);
  const written = createWhen(serverNow);
  const offered = offeredTimes(serverNow(), zone);
  const shown = "change" in asked ? asked.change.text : asked.excerpt;
  const writtenAt = () => {
    const when = written.when();
    return when && momentToRemind(when, zone);
  };
  const hasPassed = () => {
    const at = writtenAt();
    return at !== null && at <= serverNow();
  };
  /** What is written decides, also if it cannot be read. */
  const time = () => (written.state() === "empty" ? chosen() : hasPassed() ? null : writtenAt());
  const isIncomplete = () => time() === null || (isOwnText && text().trim() === "");

  async function save(): Promise<void> {
    const at = time();
    if (at === null) return;
    if ("change" in asked) await reminders.snooze(asked.change.id, at);
    else await reminders.add(asked.about, isOwnText ? text().trim() : asked.excerpt, at);
    showToast({ text: t("willRemind", { when: formatUntil(at, serverNow()) }) });
  }
  return (
    <FormDialog
      title={t("change" in asked ? "otherTime" : "remindMe")}
      save={t("save")}
      cancel={t("cancel")}
      disabled={isIncomplete()}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Show when={!isOwnText && shown !== ""}>
        <p class="remind__about" dir="auto">
          {shown}
        </p>
      </Show>
      <Show when={isOwnText}>
        <Field label={t("what")} autofocus maxLength={MAX_REMINDER_TEXT} value={text()} onValue={setText} />
      </Show>
      <fieldset class="remind__offered">
        <legend class="field__label">{t("offered")}</legend>
        <For each={offered}>
          {(one) => (
            <label class="remind__time">
              <input
                type="radio"
                name="time"
                checked={written.state() === "empty" && chosen() === one.at}
                onChange={() => {
                  written.setText("");
                  setChosen(one.at);
                }}
              />
              <Icon name="clock" size={16} />
              <span class="remind__name">{t(one.name)}</span>
              <span class="remind__hint">{formatUntil(one.at, serverNow())}</span>
            </label>
          )}
        </For>
      </fieldset>
      <WhenField
        when={written}
        label={t("when")}
        now={serverNow()}
        problem={hasPassed() ? inWhen("past") : undefined}
      />
    </FormDialog>
  );
}
