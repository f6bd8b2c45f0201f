import { createSignal, Show } from "solid-js";
import { MAX_REMINDER_TEXT } from "../../../shared/limits.ts";
import { formatUntil } from "../../ui/format.ts";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { useInbox } from "../contexts/inbox-context.ts";
import { showToast } from "../lib/toasts.ts";
import { TimeChoice } from "../when/time-choice.tsx";
import { t } from "../../words/reminders.ts";
import { useReminders, type AskedReminder } from "./reminders-context.ts";
import "./remind-dialog.css";

/** Asks when to remind, and of what if it is not about a message or a room. */
export default function RemindDialog(props: { asked: AskedReminder; onClose: () => void }) {
  const { reminders } = useReminders();
  const { serverNow } = useInbox();
  const { asked } = props;
  const isOwnText = "about" in asked && (asked.about.type === "none" || asked.isOwnText === true);
  const [text, setText] = createSignal("about" in asked ? asked.excerpt : "");
  const [time, setTime] = createSignal<number | null>(null);
  const shown = "change" in asked ? asked.change.text : asked.excerpt;
  const isIncomplete = () => time() === null || (isOwnText && text().trim() === "");

  async function save(): Promise<void> {
    const at = time();
    if (at === null) return;
    const opened = await reminders;
    if ("change" in asked) await opened.snooze(asked.change.id, at);
    else await opened.add(asked.about, isOwnText ? text().trim() : asked.excerpt, at);
    if ("about" in asked) asked.onDone?.();
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
      <TimeChoice now={serverNow} words={"about" in asked ? asked.words : undefined} onTime={setTime} />
    </FormDialog>
  );
}
