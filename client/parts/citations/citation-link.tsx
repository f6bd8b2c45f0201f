import { createSignal, onMount, Show } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { placeBeside } from "../../ui/place-beside.ts";
import { useClient } from "../contexts/client-context.ts";
import { useDeletedDocuments } from "../contexts/deleted-documents.ts";
import type { OpenSource } from "./open-source.ts";
import { passageHref, placeWords, sourceWords } from "./source-words.ts";

/** `[2]`: a small number that leads to its passage, and says which one when it is pointed at. */
export function CitationLink(props: { citation: Citation; onOpen: OpenSource }) {
  const { organization } = useClient();
  const [shown, setShown] = createSignal(false);
  let link: HTMLAnchorElement | undefined;
  return (
    <span
      class="citation"
      onPointerEnter={(event) => event.pointerType === "mouse" && setShown(true)}
      onPointerLeave={() => setShown(false)}
    >
      <a
        ref={link}
        class="citation__number"
        href={passageHref(organization, props.citation)}
        aria-label={`Source ${props.citation.n}: ${sourceWords(props.citation)}`}
        onFocus={(event) => setShown(event.currentTarget.matches(":focus-visible"))}
        onBlur={() => setShown(false)}
        onKeyDown={(event) => event.key === "Escape" && setShown(false)}
        onClick={(event) => {
          setShown(false);
          props.onOpen(props.citation, event);
        }}
      >
        {props.citation.n}
      </a>
      <Show when={shown() && link}>{(anchor) => <Card citation={props.citation} anchor={anchor()} />}</Show>
    </span>
  );
}

/** In the top layer, so that no scrolling list cuts it off. Its words are in the link's name already. */
function Card(props: { citation: Citation; anchor: HTMLElement }) {
  const deleted = useDeletedDocuments();
  let card: HTMLSpanElement | undefined;
  onMount(() => {
    card?.showPopover();
    if (card) placeBeside(card, props.anchor.getBoundingClientRect());
  });
  return (
    <span ref={card} popover="manual" class="popover citation__card" aria-hidden="true">
      <span class="citation__title name">{props.citation.title}</span>
      <span class="citation__place">
        {deleted.has(props.citation.document)
          ? "This source was deleted"
          : placeWords(props.citation.place, props.citation.title)}
      </span>
    </span>
  );
}
