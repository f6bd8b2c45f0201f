import { For, Show } from "solid-js";
import type { Library, SearchHit, SearchReport } from "../../../shared/knowledge.ts";
import { StateMessage } from "../../ui/state.tsx";
import { passageHref, placeWords } from "../../parts/citations/source-words.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { HitSection, restWords } from "./hit-section.tsx";
import { markWords, withoutHeadings } from "./mark-words.ts";
import { t } from "../../words/search.ts";

export function HitList(props: {
  report: SearchReport;
  libraries: readonly Library[];
  most: number;
  onAll: () => void;
}) {
  const shown = () => props.report.hits.slice(0, props.most);
  return (
    <HitSection
      title={t("documents")}
      rest={restWords(props.report.hits.length, shown().length, (count) => t("morePassages", { count }))}
      onAll={props.onAll}
    >
      <p class="search__count" role="status">
        {t("passagesFrom", {
          count: props.report.hits.length,
          libraries: t("ofLibraries", { count: props.report.libraries }),
        })}
      </p>
      <Show
        when={props.report.hits.length > 0}
        fallback={
          <StateMessage icon="search" title={t("nothingFound")}>
            <p>{t(props.report.libraries === 0 ? "noLibraries" : "tryOtherWords")}</p>
          </StateMessage>
        }
      >
        <ol class="plain hits">
          <For each={shown()}>{(hit) => <Hit hit={hit} libraries={props.libraries} />}</For>
        </ol>
      </Show>
    </HitSection>
  );
}

function Hit(props: { hit: SearchHit; libraries: readonly Library[] }) {
  const { organization } = useClient();
  const where = () =>
    [
      placeWords(props.hit.place, props.hit.title),
      props.libraries.find(({ id }) => id === props.hit.library)?.name,
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <li class="hit">
      <a class="hit__title name" href={passageHref(organization, props.hit)}>
        {props.hit.title}
      </a>
      <p class="hit__place one-line">{where()}</p>
      <Show when={props.hit.differs}>
        {(words) => (
          <p class="hit__differs" dir="auto">
            {t("differs", { words: words().join(" · ") })}
          </p>
        )}
      </Show>
      <p class="hit__text" dir="auto">
        <For each={markWords(props.hit.text, props.hit.marks, withoutHeadings(props.hit.text))}>
          {(words, index) => (index() % 2 === 1 ? <mark class="hit__word">{words}</mark> : words)}
        </For>
      </p>
    </li>
  );
}
