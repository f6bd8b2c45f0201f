import { finishWords } from "./finish-words.ts";
import type { Piece } from "./split-answer.ts";

/** A line of which only the mark is there: it may become a heading, an item, a rule, a fence or emphasized words. */
const ONLY_MARK =
  /^[ \t>]*(?:[#>*+`~|=_-]{1,40}|\d{1,9}[.)]?|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:[*_`~]{1,3}|\[[ xX]?\]?)?)?[ \t]*$/;
const DELIMITERS = /^[ \t|:-]*$/;
/** The beginning of a row of a list. */
const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** A row of a list that is longer than a line on the screen grows from there on, so that nobody waits for its end. UTF-16 units. */
const LINE = 80;
const HAS_DELIMITERS = /^[ \t|:-]*-[ \t|:-]*$/;

/**
 * The last piece of a growing answer as it is shown. What may still become something else is held back, and what is certain is shown as it
 * will be: rows of a table, of code and of a list appear whole, `**wor` is bold already.
 */
export function withoutUnfinished(piece: Piece): string {
  if (piece.type === "code") return piece.isClosed ? piece.raw : growingCode(piece.raw);
  if (piece.type === "reference") return piece.raw;
  const start = piece.raw.lastIndexOf("\n") + 1;
  const line = piece.raw.slice(start);
  const isShortItem = ITEM.test(line) && line.length < LINE;
  if (line !== "" && (isShortItem || ONLY_MARK.test(line)))
    return withoutTable(piece.raw.slice(0, start), piece);
  const shown = withoutTable(piece.raw, piece);
  return shown.length < piece.raw.length ? shown : finishWords(shown);
}

/** Whole lines; nothing before the line of the opening fence is there. */
function growingCode(raw: string): string {
  const first = raw.indexOf("\n");
  return raw.slice(0, Math.max(first + 1, raw.lastIndexOf("\n")));
}

/** A row is shown when its line has ended; a header when the line below it tells that it is one. */
function withoutTable(raw: string, piece: Piece): string {
  const isFollowing = piece.type === "prose" && piece.header !== "";
  const begin = startOfRows(raw);
  const rows = raw.slice(begin).split("\n");
  const last = rows.at(-1) ?? "";
  const whole = rows.length - 1;
  if (whole + (last === "" ? 0 : 1) === 0) return raw;
  const isTable = isFollowing || (whole >= 2 && HAS_DELIMITERS.test(rows[1] ?? ""));
  if (isTable) return last === "" ? raw : raw.slice(0, raw.length - last.length);
  const maybeHeader = whole === 0 || (whole === 1 && DELIMITERS.test(last));
  return maybeHeader ? raw.slice(0, begin) : raw;
}

/** Where the lines with bars at the end of the text begin; its end if the last line has none. */
function startOfRows(raw: string): number {
  let begin = raw.length;
  let end = raw.length;
  // An empty last line is not there yet.
  if (raw.endsWith("\n")) end -= 1;
  while (end >= 0) {
    const start = raw.lastIndexOf("\n", end - 1) + 1;
    if (end <= start || !isRow(raw.slice(start, end))) break;
    begin = start;
    end = start - 1;
    if (start === 0) break;
  }
  return begin;
}

/** In words, a bar stands in code or between other bars. */
function isRow(line: string): boolean {
  return (
    /^[ \t>]*\|/.test(line) || / \| /.test(line.replace(/`[^`]*`/g, "")) || /^[ \t]*:?-+:?[ \t]*\|/.test(line)
  );
}
