import { createResource, Show } from "solid-js";
import { knowledgePaths, type Citation, type Document } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { call } from "../../../parts/lib/http.ts";
import { passageHref, placeWords } from "../../../parts/citations/source-words.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { isMono } from "../document-stages.ts";
import { ReaderView } from "./reader-view.tsx";
import { t } from "../../../words/reader.ts";
import "../../room/people/people-panel.css";
import "./source-panel.css";

/** Shows a cited passage in its document, beside the room. Remounted for each citation. */
export default function SourcePanel(props: { citation: Citation; onClose: () => void }) {
  const { organization } = useClient();
  const [document] = createResource(() =>
    // Only the document's kind is needed. Whether the document exists is known from the request for its text.
    call<Document>("GET", knowledgePaths.document(organization, props.citation.document)).catch(
      () => undefined,
    ),
  );
  const { place, version } = props.citation;
  const target = { from: place.from, to: place.to, version };
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside
        class="people source-panel"
        aria-label={t("source", { n: props.citation.n })}
        onKeyDown={(event) => event.key === "Escape" && props.onClose()}
      >
        <header class="people__header source-panel__header">
          <div class="source-panel__texts">
            <h2 class="people__title name one-line" dir="auto">
              {props.citation.title}
            </h2>
            <p class="source-panel__place one-line">{placeWords(place, props.citation.title)}</p>
          </div>
          <a
            class="icon-button"
            href={passageHref(organization, props.citation)}
            aria-label={t("openDocument")}
            title={t("openDocument")}
          >
            <Icon name="expand" />
          </a>
          <IconButton icon="close" label={t("closeSource")} onClick={() => props.onClose()} />
        </header>
        <Show when={!document.loading}>
          <ReaderView
            organization={organization}
            document={props.citation.document}
            title={props.citation.title}
            target={target}
            mono={isMono(document.latest)}
            under={2}
          />
        </Show>
      </aside>
    </>
  );
}
