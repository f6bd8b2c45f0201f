import type { OrganizationId } from "../../../shared/ids.ts";
import type { Citation, Location } from "../../../shared/knowledge.ts";
import { t } from "../../words/citations.ts";

/** The place of a passage in words, as in "page 3, Late orders"; empty if only the document is known. */
export function placeWords(place: Location, title?: string): string {
  const heading = place.headings?.findLast((words) => words !== title);
  return [
    place.page === undefined ? "" : t("page", { page: place.page }),
    heading ?? "",
    place.line === undefined ? "" : t("line", { line: place.line }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** The title and place of a source, as in "Refunds, page 3". */
export function sourceWords({ title, place }: Pick<Citation, "title" | "place">): string {
  return [title, placeWords(place, title)].filter(Boolean).join(", ");
}

/** The address that shows a passage highlighted in its document. */
export function passageHref(
  organization: OrganizationId,
  { document, version, place }: Pick<Citation, "document" | "version" | "place">,
): string {
  return `/${organization}/documents/${document}?from=${place.from}&to=${place.to}&version=${version}`;
}
