import { Show } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { useClient } from "../contexts/client-context.ts";
import { lazyPart } from "../lib/lazy-part.tsx";
import { t } from "../../words/citations.ts";
import { createSourceCard } from "./create-source-card.ts";
import type { OpenSource } from "./open-source.ts";
import { passageHref, sourceWords } from "./source-words.ts";

const SourceCard = lazyPart(() => import("./source-card.tsx"));

/** `[2]`: a small number that links to its passage. Its card shows the passage when the pointer rests on it. */
export function CitationLink(props: { citation: Citation; onOpen: OpenSource }) {
  const { organization } = useClient();
  const card = createSourceCard();
  let link: HTMLAnchorElement | undefined;
  return (
    <span class="citation" {...card.handlers}>
      <a
        ref={link}
        class="citation__number"
        href={passageHref(organization, props.citation)}
        aria-label={t("source", { n: props.citation.n, words: sourceWords(props.citation) })}
        onClick={(event) => {
          card.hide();
          props.onOpen(props.citation, event);
        }}
      >
        {props.citation.n}
      </a>
      <Show when={card.isShown() && link}>
        {(anchor) => <SourceCard citation={props.citation} anchor={anchor()} />}
      </Show>
    </span>
  );
}
