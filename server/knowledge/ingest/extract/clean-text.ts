/**
 * Normalizes text for storage: well-formed UTF-16, one kind of line end, NFC, and no invisible characters. Invisible text would
 * be read by the model but not by people. Joiners stay where scripts and emoji need them: a single joiner between two non-ASCII
 * characters.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINERS, "")
    .normalize("NFC");
}

/**
 * Control characters, direction marks, zero-width characters, tags, fillers. Excludes tab, newline, joiners and the two emoji
 * variation selectors.
 */
const INVISIBLE = /[[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\t\n\u200c\u200d\ufe0e\ufe0f]]/gv;

const STRAY_JOINERS =
  /[\u200c\u200d]{2,}|(?<![^\0-\x7f\s])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f\s])|(?<![^\0-\x7f\s])[\ufe0e\ufe0f]/g;
