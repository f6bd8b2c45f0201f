/** The server writes frames with `JSON.stringify` and the type first, so other frames need no second parse. */
const BEGINNING = '{"type":"mark"';

/** The number of a `mark` frame; null for any other frame. */
export function parseMark(text: string): number | null {
  if (!text.startsWith(BEGINNING)) return null;
  try {
    const { mark }: { mark?: unknown } = JSON.parse(text);
    return typeof mark === "number" ? mark : null;
  } catch {
    return null;
  }
}
