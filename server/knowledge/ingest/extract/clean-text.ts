import { visibleText } from "../../../../shared/visible-text.ts";

/**
 * Normalizes text for storage: well-formed UTF-16, one kind of line end, NFC, and no characters that nobody sees, which a model would read
 * but people would not.
 */
export function cleanText(text: string): string {
  return visibleText(
    text
      .toWellFormed()
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
      .replace(CONTROLS, ""),
  ).normalize("NFC");
}

/** Control characters except tab and newline. */
const CONTROLS = /[\p{Cc}--[\t\n]]/gv;
