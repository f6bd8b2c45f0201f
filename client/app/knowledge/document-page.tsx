import { A, useParams, useSearchParams } from "@solidjs/router";
import { createMemo, createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { isDocumentId } from "../../../shared/ids.ts";
import { knowledgePaths, type Document, type Library, type Mark } from "../../../shared/knowledge.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { Icon } from "../../ui/icon.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { addressForMe, call } from "../../parts/lib/http.ts";
import { useDeletedDocuments } from "../../parts/contexts/deleted-documents.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { DocumentNotices } from "./documents/document-notices.tsx";
import { isMono } from "./document-stages.ts";
import { factsOf, tagsLabel } from "./document-words.ts";
import { Page } from "../../parts/page/page.tsx";
import { Outline } from "./reader/outline.tsx";
import { readTarget } from "./reader/read-target.ts";
import { ReaderView } from "./reader/reader-view.tsx";
import type { Target } from "./reader/split-text.ts";
import { t } from "../../words/reader.ts";
import "./documents/documents.css";
import "./document-page.css";

/** `/:organization/documents/:document?from=&to=&version=`: shows a document's text with one passage highlighted. */
export default function DocumentPage() {
  const params = useParams();
  const [search] = useSearchParams();
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  const id = createMemo(() => (isDocumentId(params["document"]) ? params["document"] : undefined));
  const target = createMemo(() => readTarget(search));
  const [document, { refetch }] = createResource(id, async (known) => {
    try {
      return await call<Document>("GET", knowledgePaths.document(organization, known));
    } catch (error) {
      if (error instanceof ParleyError && error.code === "not_found") deleted.add(known);
      throw error;
    }
  });
  const [library] = createResource(
    () => (document.error ? undefined : document.latest?.library),
    // Only the library's name is needed. Without it the page still works.
    (one) => call<Library>("GET", knowledgePaths.library(organization, one)).catch(() => undefined),
  );
  const isMissing = () =>
    id() === undefined || (document.error instanceof ParleyError && document.error.code === "not_found");
  const back = () => {
    const known = document.error ? undefined : document.latest;
    return known === undefined
      ? { path: "knowledge", name: t("knowledge") }
      : { path: `knowledge/${known.library}`, name: library.latest?.name ?? t("theLibrary") };
  };
  const loaded = () => (document.error ? undefined : document.latest);
  return (
    <Page
      title={loaded()?.title ?? t(isMissing() ? "deleted" : "document")}
      about={library.latest?.name}
      back={back()}
      actions={
        <Show when={loaded()}>
          {(found) => (
            <a
              class="button button--small"
              aria-label={t("downloadOriginal")}
              href={addressForMe(knowledgePaths.documentPart(organization, found().id, "original"))}
              download=""
              target="_self"
            >
              <Icon name="download" /> <span class="document-page__download">{t("original")}</span>
            </a>
          )}
        </Show>
      }
    >
      <Switch fallback={<Spinner label={t("loadingDocument")} />}>
        <Match when={isMissing()}>
          <StateMessage icon="trash" title={t("sourceDeleted")} live>
            <p>{t("orNoAccess")}</p>
            <A class="button" href={`/${organization}/knowledge`}>
              {t("goToKnowledge")}
            </A>
          </StateMessage>
        </Match>
        <Match when={document.error}>
          <StateMessage icon="warning" title={t("notLoaded")} live>
            <button type="button" class="button" onClick={() => void refetch()}>
              {t("tryAgain")}
            </button>
          </StateMessage>
        </Match>
        <Match when={loaded()}>
          {(found) => (
            <Show when={found().id} keyed>
              {(_) => <Opened document={found()} target={target()} />}
            </Show>
          )}
        </Match>
      </Switch>
    </Page>
  );
}

function Opened(props: { document: Document; target: Target | undefined }) {
  const { organization } = useClient();
  const [marks, setMarks] = createSignal<readonly Mark[]>([]);
  let go: (offset: number) => void = () => undefined;
  return (
    <div class="document-page" classList={{ "document-page--outline": marks().length > 1 }}>
      <div class="document-page__about">
        <p class="document__facts">{factsOf(props.document)}</p>
        <Show when={props.document.address}>
          {(address) => <p class="document__facts one-line">{t("from", { address: address() })}</p>}
        </Show>
        <DocumentNotices notices={props.document.notices} />
        <Show when={props.document.tags.length > 0}>
          <ul class="plain tags" aria-label={tagsLabel()}>
            <For each={props.document.tags}>{(tag) => <li class="tag name">{tag}</li>}</For>
          </ul>
        </Show>
      </div>
      <Show when={marks().length > 1}>
        <Outline marks={marks()} onGo={(offset) => go(offset)} />
      </Show>
      <Show
        when={props.document.readyVersion !== null}
        fallback={<StateMessage icon="clock" title={t("readableWhenReady")} />}
      >
        <ReaderView
          organization={organization}
          document={props.document.id}
          title={props.document.title}
          target={props.target}
          mono={isMono(props.document)}
          under={1}
          onMarks={(found, jump) => {
            go = jump;
            setMarks(found);
          }}
        />
      </Show>
    </div>
  );
}
