import { createSignal, Show } from "solid-js";
import { MAX_NOTE_LENGTH } from "../../../shared/limits.ts";
import { isVisible } from "../../../shared/text.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { t } from "../../words/notes.ts";
import { useClient } from "../contexts/client-context.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { localStore } from "../lib/local-store.ts";
import { showToast } from "../lib/toasts.ts";
import { contextWords } from "./context-words.ts";
import { draftKey } from "./note-storage.ts";
import { openWaitingNotes } from "./open-waiting-notes.ts";
import { type AskedCapture, useNotes } from "./notes-context.ts";
import "./notes.css";

/** Captures a note. What is written stays on this device until it is kept, also if the dialog or the page is closed. */
export default function CaptureDialog(props: { asked: AskedCapture; onClose: () => void }) {
  const { organization, me } = useClient();
  const { noteKept } = useNotes();
  const waiting = openWaitingNotes(organization, me, noteKept);
  const { asked } = props;
  const key = draftKey(organization, me);
  // The words of a message have their own beginning; what was being written before waits for the next empty dialog.
  const isDraft = asked.text === "";
  const [text, setText] = createSignal(isDraft ? (localStore.read(key) ?? "") : asked.text);
  const isTooLong = () => text().length > MAX_NOTE_LENGTH;
  function write(words: string): void {
    setText(words);
    if (isDraft) localStore.write(key, words === "" ? null : words);
  }
  async function save(): Promise<void> {
    const kept = await waiting.keep({ text: text(), ...(asked.context && { context: asked.context }) });
    if (isDraft) localStore.write(key, null);
    showToast({ text: t(kept.type === "stored" ? "kept" : "waits") });
  }
  return (
    <FormDialog
      title={t("capture")}
      save={t("keep")}
      cancel={t("cancel")}
      disabled={!isVisible(text()) || isTooLong()}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <Show when={asked.context}>
        {(context) => <p class="capture__context">{contextWords(context())}</p>}
      </Show>
      <TextArea
        label={t("write")}
        rows={6}
        autofocus
        value={text()}
        onValue={write}
        hint={t("captureHint")}
        error={isTooLong() ? t("tooLong") : undefined}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
    </FormDialog>
  );
}
