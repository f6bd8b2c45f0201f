import { createEffect, createSignal, createUniqueId, Match, on, Show, Switch } from "solid-js";
import type { DocumentId } from "../../../shared/ids.ts";
import { MAX_NOTE_LENGTH } from "../../../shared/limits.ts";
import { withNoteLinks } from "../../../shared/note-text.ts";
import type { Note } from "../../../shared/notes.ts";
import type { SaveState } from "../../sdk/notes/note-saver.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { Field } from "../../ui/field.tsx";
import { Markdown } from "../../ui/markdown/markdown.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { t } from "../../words/notes.ts";
import { readTags } from "../knowledge/add/tags.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { createNoteEditor } from "./create-note-editor.ts";

/** Title, text and tags, with a preview of the text. There is no button to save: it happens after a pause and when a field is left. */
export function NoteForm(props: { note: Note; onSaved: (note: Note) => void }) {
  const { organization } = useClient();
  const editor = createNoteEditor(props.note, (note) => props.onSaved(note));
  const { written, write, state } = editor;
  /** The person goes on writing, and chooses a text later. */
  const [isLater, setLater] = createSignal(false);
  const [isPreview, setPreview] = createSignal(false);
  const [tags, setTags] = createSignal(written().tags.join(", "));
  createEffect(
    on(written, ({ tags: now }) => readTags(tags()).join() !== now.join() && setTags(now.join(", "))),
  );
  const previewId = createUniqueId();
  const addressOf = (title: string) => {
    const link = props.note.links.notes.find((one) => one.title === title);
    return link?.note ? pathOf(link.note) : null;
  };
  const pathOf = (note: DocumentId) => `${location.origin}/${organization}/notes/${note}`;
  const isTooLong = () => written().text.length > MAX_NOTE_LENGTH;
  return (
    <div class="note-form" onFocusOut={() => editor.flush()}>
      <Field
        label={t("title")}
        maxLength={200}
        dir="auto"
        value={written().title}
        onValue={(title) => write({ title })}
        error={written().title.trim() === "" ? t("needsTitle") : undefined}
      />
      <div class="note-form__views" role="group" aria-label={t("view")}>
        <button
          type="button"
          class="notes__tag"
          aria-pressed={!isPreview()}
          onClick={() => setPreview(false)}
        >
          {t("edit")}
        </button>
        <button
          type="button"
          class="notes__tag"
          aria-pressed={isPreview()}
          aria-controls={previewId}
          onClick={() => setPreview(true)}
        >
          {t("preview")}
        </button>
        <SavedLine state={state()} />
        <Show when={state().type === "conflict" && isLater()}>
          <button type="button" class="button button--small" onClick={() => setLater(false)}>
            {t("choose")}
          </button>
        </Show>
      </div>
      <Show
        when={!isPreview()}
        fallback={
          <div id={previewId} class="note-form__preview" role="region" aria-label={t("preview")} tabIndex={0}>
            <Markdown text={withNoteLinks(written().text, addressOf)} mentions={[]} />
          </div>
        }
      >
        <TextArea
          label={t("text")}
          rows={14}
          value={written().text}
          onValue={(text) => write({ text })}
          hint={t("textHint")}
          error={isTooLong() ? t("tooLong") : undefined}
        />
      </Show>
      <Field
        label={t("tags")}
        value={tags()}
        autocomplete="off"
        dir="auto"
        onValue={(typed) => {
          setTags(typed);
          write({ tags: readTags(typed) });
        }}
        hint={t("tagsHint")}
      />
      <Show when={state().type === "conflict" && !isLater() && editor.theirs()}>
        {(theirs) => (
          <ConflictDialog
            mine={written()}
            theirs={theirs()}
            onDecide={(choice) => {
              editor.decide(choice);
            }}
            onClose={() => setLater(true)}
          />
        )}
      </Show>
    </div>
  );
}

function SavedLine(props: { state: SaveState }) {
  const words = () => {
    const { state } = props;
    switch (state.type) {
      case "conflict":
        return t("unsaved");
      case "refused":
        return messageOf(state.error);
      default:
        return t(state.type);
    }
  };
  return (
    <Switch>
      <Match when={props.state.type === "refused"}>
        <p class="note-form__state note-form__state--problem" role="alert">
          {words()}
        </p>
      </Match>
      <Match when={props.state.type !== "refused"}>
        <p class="note-form__state" role="status">
          {words()}
        </p>
      </Match>
    </Switch>
  );
}
