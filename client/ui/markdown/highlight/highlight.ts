import type { CodeToken } from "./code-token.ts";
import { isKnownLanguage } from "./languages.ts";

/** Longer code is not coloured, because that takes longer than a frame. UTF-16 units. */
const MAX_LENGTH = 20_000;

/** Splits code into tokens; null if it is not coloured. The highlighter is loaded with the first code that is shown. */
export async function highlight(
  text: string,
  language: string | undefined,
): Promise<readonly CodeToken[] | null> {
  // The highlighter normalizes line ends, but a text must not be changed.
  if (text.length > MAX_LENGTH || text.includes("\r")) return null;
  if (language === undefined || !isKnownLanguage(language)) return null;
  try {
    const { tokensOf } = await import("./highlighter.ts");
    return await tokensOf(text, language);
  } catch {
    // A file cannot be loaded, for example offline: the code is shown without colours.
    return null;
  }
}
