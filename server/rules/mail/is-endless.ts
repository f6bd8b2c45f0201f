import { MAX_MAIL_LINES, MAX_MAIL_PARTS } from "../../../shared/limits.ts";

const LINE_FEED = 10;
const DASH = 45;

/** Whether a mail has more lines or parts than it may: a parser works on each of them. A part begins with a line that begins with `--`. */
export function isEndless(bytes: Uint8Array): boolean {
  let lines = 0;
  let parts = 0;
  for (let i = bytes.indexOf(LINE_FEED); i >= 0; i = bytes.indexOf(LINE_FEED, i + 1)) {
    lines++;
    if (bytes[i + 1] === DASH && bytes[i + 2] === DASH) parts++;
    if (lines > MAX_MAIL_LINES || parts > MAX_MAIL_PARTS) return true;
  }
  return false;
}
