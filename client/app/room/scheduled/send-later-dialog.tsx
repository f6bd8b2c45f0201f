import { createSignal } from "solid-js";
import { FormDialog } from "../../../parts/form/form-dialog.tsx";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import { TimeChoice } from "../../../parts/when/time-choice.tsx";
import { t } from "../../../words/scheduled.ts";

/** Asks when to send a message. */
export default function SendLaterDialog(props: {
  text: string;
  onTime: (at: number) => Promise<unknown>;
  onClose: () => void;
}) {
  const { serverNow } = useInbox();
  const [time, setTime] = createSignal<number | null>(null);
  async function save(): Promise<void> {
    const at = time();
    if (at !== null) await props.onTime(at);
  }
  return (
    <FormDialog
      title={t("title")}
      save={t("send")}
      cancel={t("cancel")}
      disabled={time() === null}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <p class="scheduled__text" dir="auto">
        {props.text}
      </p>
      <TimeChoice now={serverNow} onTime={setTime} />
    </FormDialog>
  );
}
