import { For, Show } from "solid-js";
import type { GivenSource } from "../../../../shared/knowledge.ts";
import { formatPercent } from "../../../ui/format.ts";
import { useDeletedDocuments } from "../../../parts/contexts/deleted-documents.ts";
import { passageHref, placeWords } from "../../../parts/citations/source-words.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-context.ts";
import { t as inCitations } from "../../../words/citations.ts";

/** The document passages in a context receipt, cited or not, with the numbers under which the model was given them. */
export function GivenSources(props: { sources: readonly GivenSource[] }) {
  const room = useRoom();
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  return (
    <>
      <h3 class="given__title">
        {props.sources.length === 0 ? t("noPassages") : t("passages", { count: props.sources.length })}
      </h3>
      <ol class="plain">
        <For each={props.sources}>
          {(source) => (
            <li>
              <a
                class="given__message given__source"
                href={passageHref(organization, source)}
                onClick={(event) => room.openSource(source, event)}
              >
                <span class="given__author name one-line">
                  {source.n}. {source.title}
                </span>
                <span class="given__tokens">{t("tokenCount", { count: source.tokens })}</span>
                <span class="given__text one-line">
                  <Show when={!deleted.has(source.document)} fallback={inCitations("deleted")}>
                    {[
                      placeWords(source.place, source.title),
                      t("fit", { share: formatPercent(source.score) }),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </Show>
                </span>
              </a>
            </li>
          )}
        </For>
      </ol>
    </>
  );
}
