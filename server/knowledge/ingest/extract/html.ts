import type { ExtractedText } from "./extracted.ts";
import { readTag, tokensOf } from "./html-tokens.ts";
import { Page } from "./page.ts";

/**
 * What a reader of the page sees: no scripts, no styles, nothing hidden; headings are marked. HTML's own rules of repair are
 * not followed: an unclosed element ends with the page.
 */
export function extractHtml(html: string): ExtractedText {
  const page = new Page();
  for (const token of tokensOf(html)) {
    if (token.type === "text") page.text(token.text);
    else page.tag(readTag(token.source));
  }
  return page.build();
}
