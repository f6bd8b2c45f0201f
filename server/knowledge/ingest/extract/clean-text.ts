/**
 * Text as it is kept: well-formed, one kind of line end, composed (NFC), and nothing in it that a reader would not see:
 * hidden words would speak to the model alone. Joiners stay where scripts and emoji need them: alone, between two characters
 * beyond ASCII.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINERS, "")
    .normalize("NFC");
}

/** Controls, direction marks, zero-width characters, tags, fillers; not tab, newline, joiners, and the two selectors of emoji. */
const INVISIBLE = /[[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\t\n\u200c\u200d\ufe0e\ufe0f]]/gv;

const STRAY_JOINERS =
  /[\u200c\u200d]{2,}|(?<![^\0-\x7f\s])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f\s])|(?<![^\0-\x7f\s])[\ufe0e\ufe0f]/g;
