import { createResource, createSignal, Show } from "solid-js";
import type { LibraryId } from "../../../../shared/ids.ts";
import {
  knowledgePaths,
  type Document,
  type NewDocument,
  type NoteText,
} from "../../../../shared/knowledge.ts";
import { MAX_NOTE_LENGTH } from "../../../../shared/limits.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { StateMessage } from "../../../ui/state.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { call, messageOf, send } from "../../../parts/lib/http.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { readTags } from "./tags.ts";
import { t } from "../../../words/knowledge.ts";

/** Writes a new note into a library, or a new version of an existing note. */
export function NoteDialog(props: { library: LibraryId; note?: Document; onClose: () => void }) {
  return (
    <Dialog title={t(props.note ? "editNote" : "newNote")} onClose={() => props.onClose()}>
      <Show
        when={props.note}
        fallback={<NoteForm library={props.library} note={undefined} text="" onDone={props.onClose} />}
      >
        {(note) => <WrittenNote library={props.library} note={note()} onDone={props.onClose} />}
      </Show>
    </Dialog>
  );
}

function WrittenNote(props: { library: LibraryId; note: Document; onDone: () => void }) {
  const { organization } = useClient();
  const [text] = createResource(async () => {
    const path = knowledgePaths.documentPart(organization, props.note.id, "original");
    const response = await send("GET", path);
    if (!response.ok) throw new ParleyError("unavailable", t("noteNotLoaded"));
    return response.text();
  });
  return (
    <Show when={!text.error} fallback={<StateMessage icon="warning" title={messageOf(text.error)} live />}>
      <Show when={!text.loading} fallback={<Spinner label={t("loadingNote")} />}>
        <NoteForm library={props.library} note={props.note} text={text() ?? ""} onDone={props.onDone} />
      </Show>
    </Show>
  );
}

function NoteForm(props: {
  library: LibraryId;
  note: Document | undefined;
  text: string;
  onDone: () => void;
}) {
  const { organization } = useClient();
  const { note, text: given } = props;
  const [title, setTitle] = createSignal(note?.title ?? "");
  const [text, setText] = createSignal(given);
  const [tags, setTags] = createSignal(note?.tags.join(", ") ?? "");
  const isTooLong = () => text().length > MAX_NOTE_LENGTH;
  const form = createSubmit(async () => {
    const body: NoteText & NewDocument = { title: title().trim(), text: text(), tags: readTags(tags()) };
    if (note) await call("PUT", knowledgePaths.documentPart(organization, note.id, "note"), body);
    else await call("POST", knowledgePaths.documents(organization, props.library), body);
    props.onDone();
  });
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <Field label={t("noteTitle")} autofocus required maxLength={200} value={title()} onValue={setTitle} />
      <TextArea
        label={t("noteText")}
        rows={10}
        required
        value={text()}
        onValue={setText}
        error={isTooLong() ? t("longNote") : undefined}
        hint={t("noteHint")}
      />
      <Field
        label={t("tagsLabel")}
        value={tags()}
        onValue={setTags}
        hint={t("tagsHint")}
        autocomplete="off"
      />
      <FormError message={form.error()} />
      <div class="dialog__actions">
        <button
          class="button button--primary"
          disabled={form.busy() || title().trim() === "" || text().trim() === "" || isTooLong()}
        >
          {t(note ? "saveAsVersion" : "addNote")}
        </button>
      </div>
    </form>
  );
}
