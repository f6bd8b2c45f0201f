import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, createResource, createSignal, Match, Show, Switch } from "solid-js";
import { isLibraryId, type LibraryId } from "../../../shared/ids.ts";
import { knowledgePaths, type Document, type Library } from "../../../shared/knowledge.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { ParleyError } from "../../sdk/parley-error.ts";
import { call } from "../../parts/lib/http.ts";
import { DropZone } from "../../parts/files/drop-zone.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { AddActions } from "./add/add-actions.tsx";
import { AddressDialog } from "./add/address-dialog.tsx";
import { NoteDialog } from "./add/note-dialog.tsx";
import { findSameNames } from "./add/find-same-names.ts";
import { type SameName, SameNameDialog } from "./add/same-name-dialog.tsx";
import { UploadList } from "./add/upload-list.tsx";
import { uploadFiles, uploadsOf, uploadVersion } from "./add/uploads.ts";
import { createDocuments } from "./documents/create-documents.ts";
import { createNews } from "./documents/create-news.ts";
import { DeleteDocumentDialog } from "./documents/delete-document-dialog.tsx";
import { DocumentList } from "./documents/document-list.tsx";
import { DeleteLibraryDialog } from "./libraries/delete-library-dialog.tsx";
import { LibraryDialog } from "./libraries/library-dialog.tsx";
import { Page } from "../../parts/page/page.tsx";
import { t } from "../../words/knowledge.ts";
import "./documents/documents.css";
import "./libraries/libraries.css";

const back = () => ({ path: "knowledge", name: t("title") });

/** `/:organization/knowledge/:library`: one library with its documents. */
export default function LibraryPage() {
  const params = useParams();
  const { organization } = useClient();
  const id = createMemo(() => (isLibraryId(params["library"]) ? params["library"] : undefined));
  const [library, { refetch, mutate }] = createResource(id, (known) =>
    call<Library>("GET", knowledgePaths.library(organization, known)),
  );
  const isMissing = () =>
    id() === undefined || (library.error instanceof ParleyError && library.error.code === "not_found");
  return (
    <Show
      when={!isMissing()}
      fallback={
        <Page title={t("notFound")} back={back()}>
          <StateMessage icon="book" title={t("noSuchLibrary")} />
        </Page>
      }
    >
      <Show
        when={!library.error && library.latest}
        fallback={
          <Page title={t("library")} back={back()}>
            <div class="page__body">
              <Loaded resource={library} onRetry={() => void refetch()}>
                {() => null}
              </Loaded>
            </div>
          </Page>
        }
      >
        {(found) => (
          <Show when={found().id} keyed>
            {(key) => <LibraryOf id={key} library={found()} onChanged={mutate} />}
          </Show>
        )}
      </Show>
    </Show>
  );
}

type Dialog =
  | { type: "note" | "address" | "edit" | "deleteLibrary" }
  | { type: "editNote" | "delete"; document: Document }
  | { type: "sameName"; files: SameName[] };

function LibraryOf(props: { id: LibraryId; library: Library; onChanged: (library: Library) => void }) {
  const { organization } = useClient();
  const navigate = useNavigate();
  const documents = createDocuments(organization, () => props.id);
  const news = createNews(documents.list);
  const [dialog, setDialog] = createSignal<Dialog>();
  const close = () => setDialog(undefined);
  const add = (files: File[]) => {
    const { same, others } = findSameNames(files, documents.list() ?? []);
    uploadFiles(organization, props.id, others);
    if (same.length > 0) setDialog({ type: "sameName", files: same });
  };
  const addSame = (files: readonly SameName[], choice: "version" | "keep") => {
    if (choice === "keep")
      return uploadFiles(
        organization,
        props.id,
        files.map(({ file }) => file),
      );
    for (const { file, document } of files) uploadVersion(organization, props.id, document.id, file);
  };
  const sameNames = () => {
    const open = dialog();
    return open?.type === "sameName" ? open.files : undefined;
  };
  const opens = (type: Dialog["type"]) => dialog()?.type === type;
  const documentOf = (type: "editNote" | "delete") => {
    const open = dialog();
    return open && "document" in open && open.type === type ? open.document : undefined;
  };
  return (
    <Page
      title={props.library.name}
      about={props.library.description}
      back={back()}
      actions={
        <Show when={props.library.mayManage}>
          <IconButton
            icon="settings"
            size={20}
            label={t("editLibrary")}
            title={t("editLibrary")}
            onClick={() => setDialog({ type: "edit" })}
          />
          <IconButton
            icon="trash"
            size={20}
            label={t("deleteLibrary")}
            title={t("deleteLibrary")}
            onClick={() => setDialog({ type: "deleteLibrary" })}
          />
        </Show>
      }
    >
      <div class="page__body library-page">
        <AddActions
          onFiles={add}
          onNote={() => setDialog({ type: "note" })}
          onAddress={() => setDialog({ type: "address" })}
        />
        <UploadList library={props.id} />
        <Switch fallback={<Spinner label={t("loadingDocuments")} />}>
          <Match when={documents.problem()}>
            {(problem) => (
              <StateMessage icon="warning" title={problem()} live>
                <button type="button" class="button" onClick={documents.retry}>
                  {t("tryAgain")}
                </button>
              </StateMessage>
            )}
          </Match>
          <Match when={documents.list()?.length === 0 && uploadsOf(props.id).length === 0}>
            <StateMessage icon="upload" title={t("dropHere")}>
              <p>{t("dropHereAbout")}</p>
            </StateMessage>
          </Match>
          <Match when={documents.list()}>
            {(list) => (
              <DocumentList
                list={list()}
                onChanged={documents.take}
                onEdit={(document) => setDialog({ type: "editNote", document })}
                onDelete={(document) => setDialog({ type: "delete", document })}
              />
            )}
          </Match>
        </Switch>
        <p class="visually-hidden" role="status">
          {news()}
        </p>
      </div>
      <DropZone text={t("dropTo", { name: props.library.name })} onFiles={add} />
      <Switch>
        <Match when={opens("note")}>
          <NoteDialog library={props.id} onClose={close} />
        </Match>
        <Match when={opens("address")}>
          <AddressDialog library={props.id} onClose={close} />
        </Match>
        <Match when={opens("edit")}>
          <LibraryDialog
            library={props.library}
            onClose={(changed) => {
              close();
              if (changed) props.onChanged(changed);
            }}
          />
        </Match>
        <Match when={opens("deleteLibrary")}>
          <DeleteLibraryDialog
            library={{ ...props.library, documents: documents.list()?.length ?? props.library.documents }}
            onClose={(deleted) => {
              close();
              if (deleted) navigate(`/${organization}/knowledge`);
            }}
          />
        </Match>
        <Match when={sameNames()} keyed>
          {(files) => (
            <SameNameDialog files={files} onChoose={(choice) => addSame(files, choice)} onClose={close} />
          )}
        </Match>
        <Match when={documentOf("editNote")} keyed>
          {(note) => <NoteDialog library={props.id} note={note} onClose={close} />}
        </Match>
        <Match when={documentOf("delete")} keyed>
          {(document) => (
            <DeleteDocumentDialog
              document={document}
              onClose={(deleted) => {
                close();
                if (deleted) documents.drop(document.id);
              }}
            />
          )}
        </Match>
      </Switch>
    </Page>
  );
}
