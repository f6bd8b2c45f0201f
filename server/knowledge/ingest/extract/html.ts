import type { ExtractedText } from "./extracted.ts";
import { readTag, tokensOf } from "./html-tokens.ts";
import { Page } from "./page.ts";

/**
 * Extracts what a reader of the page sees: no scripts, styles or hidden content. Headings are marked. HTML's error recovery is
 * not implemented: an unclosed element ends at the end of the page.
 */
export function extractHtml(html: string): ExtractedText {
  const page = new Page();
  for (const token of tokensOf(html)) {
    if (token.type === "text") page.text(token.text);
    else page.tag(readTag(token.source));
  }
  return page.build();
}
