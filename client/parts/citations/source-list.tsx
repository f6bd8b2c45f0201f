import { createEffect, For, Show } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { useClient } from "../contexts/client-context.ts";
import { useDeletedDocuments } from "../contexts/deleted-documents.ts";
import { lazyPart } from "../lib/lazy-part.tsx";
import { t } from "../../words/citations.ts";
import { createSourceCard } from "./create-source-card.ts";
import type { OpenSource } from "./open-source.ts";
import { passageHref, placeWords } from "./source-words.ts";

const SourceCard = lazyPart(() => import("./source-card.tsx"));

/** The sources below an answer, by their citation numbers. */
export function SourceList(props: { citations: readonly Citation[]; onOpen: OpenSource }) {
  const deleted = useDeletedDocuments();
  createEffect(() => deleted.lookFor(props.citations.map(({ document }) => document)));
  return (
    <Show when={props.citations.length > 0} fallback={<p class="sources__none">{t("noSource")}</p>}>
      <ol class="plain sources" aria-label={t("sources")}>
        <For each={props.citations}>
          {(citation) => (
            <li class="sources__item">
              <Show
                when={!deleted.has(citation.document)}
                fallback={
                  <span class="source source--gone">
                    <span class="source__number">{citation.n}</span> {t("deleted")}
                  </span>
                }
              >
                <SourceChip citation={citation} onOpen={props.onOpen} />
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}

function SourceChip(props: { citation: Citation; onOpen: OpenSource }) {
  const { organization } = useClient();
  const card = createSourceCard();
  let link: HTMLAnchorElement | undefined;
  return (
    <span class="source__chip" {...card.handlers}>
      <a
        ref={link}
        class="source"
        href={passageHref(organization, props.citation)}
        onClick={(event) => {
          card.hide();
          props.onOpen(props.citation, event);
        }}
      >
        <span class="source__number">{props.citation.n}</span>
        <span class="source__title name one-line">{props.citation.title}</span>
        <span class="source__place one-line">{placeWords(props.citation.place, props.citation.title)}</span>
      </a>
      <Show when={card.isShown() && link}>
        {(anchor) => <SourceCard citation={props.citation} anchor={anchor()} />}
      </Show>
    </span>
  );
}
