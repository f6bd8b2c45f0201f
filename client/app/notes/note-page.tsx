import { A, useNavigate, useParams } from "@solidjs/router";
import { createMemo, createResource, createSignal, Match, Show, Switch } from "solid-js";
import { isDocumentId } from "../../../shared/ids.ts";
import { type Note, notePaths } from "../../../shared/notes.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { ConfirmDialog } from "../../parts/form/confirm-dialog.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { localStore } from "../../parts/lib/local-store.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { unsavedKey } from "../../parts/notes/note-storage.ts";
import { Page } from "../../parts/page/page.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/notes.ts";
import { t as inUi } from "../../words/ui.ts";
import { NoteForm } from "./note-form.tsx";
import { NoteSide } from "./note-side.tsx";
import "./notes.css";
import "./note-page.css";

/** `/:organization/notes/:document`: one note, which is saved while it is written. */
export default function NotePage() {
  const params = useParams();
  const { organization, me } = useClient();
  const navigate = useNavigate();
  const id = createMemo(() => (isDocumentId(params["document"]) ? params["document"] : undefined));
  const [note, { mutate, refetch }] = createResource(id, (known) =>
    call<Note>("GET", notePaths.one(organization, known)),
  );
  const [isDeleting, setDeleting] = createSignal(false);
  const loaded = () => (note.error || note.loading ? undefined : note.latest);
  const isMissing = () =>
    id() === undefined || (note.error instanceof ParleyError && note.error.code === "not_found");
  async function remove(deleted: Note): Promise<void> {
    await call("DELETE", notePaths.one(organization, deleted.id));
    localStore.write(unsavedKey(organization, me, deleted.id), null);
    showToast({ text: t("deleted") });
    navigate(`/${organization}/notes`);
  }
  return (
    <Page
      title={loaded()?.title ?? t(isMissing() ? "gone" : "note")}
      back={{ path: "notes", name: t("notes") }}
      actions={
        <Show when={loaded()}>
          <IconButton
            icon="trash"
            label={t("delete")}
            title={t("delete")}
            onClick={() => setDeleting(true)}
          />
        </Show>
      }
    >
      <Switch fallback={<Spinner label={t("loading")} />}>
        <Match when={isMissing()}>
          <StateMessage icon="trash" title={t("gone")} live>
            <p>{t("goneAbout")}</p>
            <A class="button" href={`/${organization}/notes`}>
              {t("goToNotes")}
            </A>
          </StateMessage>
        </Match>
        <Match when={note.error}>
          <StateMessage icon="warning" title={messageOf(note.error)} live>
            <button type="button" class="button" onClick={() => void refetch()}>
              {inUi("tryAgain")}
            </button>
          </StateMessage>
        </Match>
        <Match when={loaded()?.id} keyed>
          {(_) => (
            <Show when={loaded()}>
              {(found) => (
                <div class="note-page">
                  <NoteForm note={found()} onSaved={mutate} />
                  <NoteSide note={found()} onChanged={mutate} />
                </div>
              )}
            </Show>
          )}
        </Match>
      </Switch>
      <Show when={isDeleting() && loaded()}>
        {(found) => (
          <ConfirmDialog
            title={t("deleteTitle")}
            confirm={t("delete")}
            refuse={t("cancel")}
            onConfirm={() => remove(found())}
            onClose={() => setDeleting(false)}
          >
            {t(found().copy === null ? "deleteAbout" : "deleteShared")}
          </ConfirmDialog>
        )}
      </Show>
    </Page>
  );
}
