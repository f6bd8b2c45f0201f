import { createSignal, onMount, Show } from "solid-js";
import type { Citation } from "../../../shared/knowledge.ts";
import { placeBeside } from "../../ui/place-beside.ts";
import { useClient } from "../contexts/client-context.ts";
import { useDeletedDocuments } from "../contexts/deleted-documents.ts";
import type { OpenSource } from "./open-source.ts";
import { passageHref, placeWords, sourceWords } from "./source-words.ts";

/** `[2]`: a small number that links to its passage. Its card names the source when the pointer is over it. */
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

/** Shown in the browser's top layer, so that no scrolling list clips it. Screen readers already get its text from the link's name. */
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
