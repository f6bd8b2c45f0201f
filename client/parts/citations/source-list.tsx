import { createEffect, For, Show } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { useClient } from "../contexts/client-context.ts";
import { useDeletedDocuments } from "../contexts/deleted-documents.ts";
import type { OpenSource } from "./open-source.ts";
import { passageHref, placeWords } from "./source-words.ts";

/** The sources below an answer, by their citation numbers. */
export function SourceList(props: { citations: readonly Citation[]; onOpen: OpenSource }) {
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  createEffect(() => deleted.lookFor(props.citations.map(({ document }) => document)));
  return (
    <Show
      when={props.citations.length > 0}
      fallback={<p class="sources__none">No source in your documents.</p>}
    >
      <ol class="plain sources" aria-label="Sources">
        <For each={props.citations}>
          {(citation) => (
            <li class="sources__item">
              <Show
                when={!deleted.has(citation.document)}
                fallback={
                  <span class="source source--gone">
                    <span class="source__number">{citation.n}</span> This source was deleted
                  </span>
                }
              >
                <a
                  class="source"
                  href={passageHref(organization, citation)}
                  onClick={(event) => props.onOpen(citation, event)}
                >
                  <span class="source__number">{citation.n}</span>
                  <span class="source__title name one-line">{citation.title}</span>
                  <span class="source__place one-line">{placeWords(citation.place, citation.title)}</span>
                </a>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
