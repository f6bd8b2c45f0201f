import type { CodeToken } from "./code-token.ts";
import { isKnownLanguage } from "./languages.ts";

/** Longer code is read by nobody for its colours, and takes longer than a frame bears. */
const MAX_LENGTH = 20_000;

/** The code in its stretches; null where there is nothing to tell apart. What it needs is loaded with the first code that is shown. */
export async function highlight(
  text: string,
  language: string | undefined,
): Promise<readonly CodeToken[] | null> {
  // The highlighter makes every end of line the same, and a text is never changed.
  if (text.length > MAX_LENGTH || text.includes("\r")) return null;
  if (language === undefined || !isKnownLanguage(language)) return null;
  try {
    const { tokensOf } = await import("./highlighter.ts");
    return await tokensOf(text, language);
  } catch {
    // A file that cannot be loaded, offline: the code is there without colours.
    return null;
  }
}
