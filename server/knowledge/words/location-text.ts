import type { Location } from "../../../shared/knowledge.ts";

/** The location of a passage in words: `page 3`, `Refunds › Exceptions`, `line 12`. Empty if unknown. */
export function locationText({ page, headings, line }: Location): string {
  const parts = [
    ...(headings === undefined || headings.length === 0 ? [] : [headings.join(" › ")]),
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined || page !== undefined || (headings?.length ?? 0) > 0 ? [] : [`line ${line}`]),
  ];
  return parts.join(", ");
}
