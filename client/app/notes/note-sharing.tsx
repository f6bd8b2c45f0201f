import { A } from "@solidjs/router";
import { createResource, createSignal, Show } from "solid-js";
import { knowledgePaths, type Library } from "../../../shared/knowledge.ts";
import { type Note, type NoteCopy, notePaths } from "../../../shared/notes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { createAction } from "../../parts/form/create-action.ts";
import { FormDialog } from "../../parts/form/form-dialog.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { showToast } from "../../parts/lib/toasts.ts";
import { Select } from "../../ui/select.tsx";
import { t } from "../../words/notes.ts";

/** Who sees a note, and the copy that shows it to others. */
export function NoteSharing(props: { note: Note; onChanged: (note: Note) => void }) {
  const { organization } = useClient();
  const [isAsking, setAsking] = createSignal(false);
  const path = () => notePaths.part(organization, props.note.id, "copy");
  async function share(library: Library["id"]): Promise<void> {
    props.onChanged(await call<Note>("PUT", path(), { library }));
    showToast({ text: t("sharedToast") });
  }
  const again = createAction(async (): Promise<void> => {
    if (props.note.copy !== null) await share(props.note.copy.library);
  });
  const unshare = createAction(async () => {
    props.onChanged(await call<Note>("DELETE", path()));
    showToast({ text: t("unshared") });
  });
  return (
    <>
      <Show
        when={props.note.copy}
        fallback={
          <>
            <p class="note-side__text">{t("private")}</p>
            <button type="button" class="button button--small" onClick={() => setAsking(true)}>
              {t("share")}
            </button>
          </>
        }
      >
        {(copy) => (
          <Copy
            copy={copy()}
            isBehind={copy().version < props.note.version}
            busy={again.busy() || unshare.busy()}
            onShare={() => void again.run()}
            onRemove={() => void unshare.run()}
          />
        )}
      </Show>
      <FormError message={again.error() ?? unshare.error()} />
      <Show when={isAsking()}>
        <ShareDialog onShare={share} onClose={() => setAsking(false)} />
      </Show>
    </>
  );
}

function Copy(props: {
  copy: NoteCopy;
  isBehind: boolean;
  busy: boolean;
  onShare: () => void;
  onRemove: () => void;
}) {
  const { organization } = useClient();
  const isReadable = () => props.copy.libraryName !== "";
  return (
    <>
      <p class="note-side__text">
        {isReadable() ? t("sharedIn", { library: props.copy.libraryName }) : t("sharedSomewhere")}
        <Show when={props.isBehind}> {t("isBehind")}</Show>
      </p>
      <div class="note-side__actions">
        <Show when={isReadable()}>
          <A class="button button--small" href={`/${organization}/documents/${props.copy.document}`}>
            {t("openCopy")}
          </A>
          <Show when={props.isBehind}>
            <button
              type="button"
              class="button button--small button--primary"
              disabled={props.busy}
              onClick={() => props.onShare()}
            >
              {t("shareAgain")}
            </button>
          </Show>
        </Show>
        <button
          type="button"
          class="button button--small"
          disabled={props.busy}
          onClick={() => props.onRemove()}
        >
          {t("unshare")}
        </button>
      </div>
    </>
  );
}

function ShareDialog(props: { onShare: (library: Library["id"]) => Promise<void>; onClose: () => void }) {
  const { organization } = useClient();
  const [libraries, { refetch }] = createResource(() =>
    call<Library[]>("GET", knowledgePaths.libraries(organization)),
  );
  const [chosen, setChosen] = createSignal("");
  const library = () => libraries.latest?.find(({ id }) => id === chosen());
  async function save(): Promise<void> {
    const wanted = library();
    if (wanted !== undefined) await props.onShare(wanted.id);
  }
  return (
    <FormDialog
      title={t("shareTitle")}
      save={t("share")}
      cancel={t("cancel")}
      disabled={libraries.error !== undefined || library() === undefined}
      onSave={save}
      onClose={() => props.onClose()}
    >
      <p>{t("shareAbout")}</p>
      <Loaded resource={libraries} onRetry={() => void refetch()}>
        {(all) => (
          <Show when={all().length > 0} fallback={<p>{t("noLibraries")}</p>}>
            <Select
              label={t("library")}
              value={chosen()}
              options={[
                { value: "", label: t("chooseLibrary") },
                ...all().map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onValue={setChosen}
            />
          </Show>
        )}
      </Loaded>
    </FormDialog>
  );
}
