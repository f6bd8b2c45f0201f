import { createResource, onCleanup, onMount, Show } from "solid-js";
import { knowledgePaths, type Citation, type DocumentText } from "../../../shared/knowledge.ts";
import { placeBeside } from "../../ui/place-beside.ts";
import { useClient } from "../contexts/client-context.ts";
import { useDeletedDocuments } from "../contexts/deleted-documents.ts";
import { call } from "../lib/http.ts";
import { t } from "../../words/citations.ts";
import { placeWords } from "./source-words.ts";

/** A longer passage is opened to be read, UTF-16 units. */
const MAX_PASSAGE = 400;

/**
 * The title, the place and the beginning of the passage. Shown in the browser's top layer, so that no scrolling list clips it. Screen
 * readers already get the name and the place from the link.
 */
export default function SourceCard(props: { citation: Citation; anchor: HTMLElement }) {
  const { organization } = useClient();
  const deleted = useDeletedDocuments();
  let card: HTMLSpanElement | undefined;
  const place = () => card && placeBeside(card, props.anchor.getBoundingClientRect());
  const [passage] = createResource(async () => {
    const words = await readPassage(organization, props.citation);
    // The card grows, so that it may have to move.
    queueMicrotask(place);
    return words;
  });
  onMount(() => {
    card?.showPopover();
    place();
  });
  // The passage may arrive when the card is gone, and its place with it.
  onCleanup(() => (card = undefined));
  const isDeleted = () => deleted.has(props.citation.document);
  return (
    <span ref={card} popover="manual" class="popover citation__card" aria-hidden="true">
      <span class="citation__title name">{props.citation.title}</span>
      <span class="citation__place">
        {isDeleted() ? t("deleted") : placeWords(props.citation.place, props.citation.title)}
      </span>
      <Show when={!isDeleted() && passage.latest}>
        {(words) => (
          <span class="citation__passage" dir="auto">
            {words()}
          </span>
        )}
      </Show>
    </span>
  );
}

/** Empty if it cannot be read now, or if the document has another version now: the place would be another text. */
async function readPassage(
  organization: Parameters<typeof knowledgePaths.documentPart>[0],
  { document, version, title, place: { from, to, headings } }: Citation,
): Promise<string> {
  const length = Math.min(to - from, MAX_PASSAGE);
  const path = `${knowledgePaths.documentPart(organization, document, "text")}?from=${from}&length=${length}`;
  try {
    const found = await call<DocumentText>("GET", path);
    if (found.version !== version) return "";
    const known = new Set([title, ...(headings ?? [])]);
    const lines = found.text.split("\n").map((line) => line.replace(/^#{1,6}\s+/, "").trim());
    // The title and the headings stand above.
    const words = lines.filter((line) => line !== "" && !known.has(line)).join(" ");
    return to - from > MAX_PASSAGE ? `${words}…` : words;
  } catch {
    return "";
  }
}
