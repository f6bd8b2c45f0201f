/** Tabs, line breaks and form feeds are text; any other control character is not. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
/** Browsers treat such a beginning as markup: `<` after white space and a byte order mark. */
const MARKUP = /^[\ufeff\s]*</;

/**
 * Checks only that the bytes are UTF-8 without invisible control characters and without markup. `beginning` may end within a
 * character.
 */
export function isPlainText(beginning: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(beginning, {
      stream: true,
    });
    return text !== "" && !CONTROL.test(text) && !MARKUP.test(text);
  } catch {
    return false;
  }
}
