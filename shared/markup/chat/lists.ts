import { LETTER } from "../characters.ts";
import type { List, ListItem } from "../tree.ts";
import { isBlank, type Found, type ReadInside } from "./found.ts";

const BULLET = /^( {0,3})([-*])[ \t]+(\S.*)$/;
/** A number as it would be counted: "007. Bond" and longer numbers are text, so that nothing is lost. */
const NUMBERED = /^( {0,3})(0|[1-9]\d{0,4})\.[ \t]+(\S.*)$/;
const TASK = /^\[([ xX])\] +(?=\S)/;
/** Columns by which a line is indented to belong to the item above it. */
const INSIDE = 2;
const TAB = 4;

interface Marked {
  /** Columns before the mark. */
  indent: number;
  mark: string;
  /** The number that was written. */
  value: number | undefined;
  words: string;
}

/**
 * `- words`, `* words` and `1. words`. A bullet before something without a letter is text: `- 5` is a number. Numbers are shown as they
 * were written.
 */
export function readList(lines: readonly string[], at: number, read: ReadInside): Found | null {
  const first = markedItem(lines[at] ?? "");
  if (first === null) return null;
  const items: ListItem[] = [];
  let next = at;
  for (;;) {
    const item = markedItem(lines[next] ?? "");
    if (item === null || item.mark !== first.mark || item.indent >= first.indent + INSIDE) break;
    const end = endOfItem(lines, next, item.indent + INSIDE);
    const inside = lines.slice(next + 1, end).map((line) => outdent(line, item.indent + INSIDE));
    items.push(itemOf(item, inside, read));
    next = nextItem(lines, end);
  }
  return { block: listOf(items, first), next: lastWritten(lines, next) };
}

export const isItem = (line: string): boolean => markedItem(line) !== null;

function markedItem(line: string): Marked | null {
  const [, blanks = "", mark = "", words = ""] = BULLET.exec(line) ?? [];
  if (mark !== "" && LETTER.test(words)) return { indent: blanks.length, mark, value: undefined, words };
  const [, before = "", digits, rest = ""] = NUMBERED.exec(line) ?? [];
  return digits === undefined
    ? null
    : { indent: before.length, mark: ".", value: Number(digits), words: rest };
}

function listOf(items: ListItem[], { value }: Marked): List {
  return { type: "list", ordered: value !== undefined, start: value ?? 1, items };
}

function itemOf({ words, value }: Marked, inside: readonly string[], read: ReadInside): ListItem {
  const task = value === undefined ? TASK.exec(words) : null;
  const first = task === null ? words : words.slice(task[0].length);
  return {
    checked: task === null ? undefined : task[1] !== " ",
    ...(value !== undefined && { value }),
    children: read([first, ...inside]),
  };
}

/** The index of the first line that is not inside the item at `at`, without the empty lines at its end. */
function endOfItem(lines: readonly string[], at: number, columns: number): number {
  let end = at + 1;
  for (let line = at + 1; line < lines.length; line += 1) {
    const words = lines[line] ?? "";
    if (isBlank(words)) continue;
    if (indentOf(words) < columns) break;
    end = line + 1;
  }
  return end;
}

/** Empty lines may be between two items. */
function nextItem(lines: readonly string[], from: number): number {
  let next = from;
  while (next < lines.length && isBlank(lines[next])) next += 1;
  return next;
}

/** Goes back over the empty lines that were looked at. */
function lastWritten(lines: readonly string[], from: number): number {
  let next = from;
  while (next > 0 && isBlank(lines[next - 1])) next -= 1;
  return next;
}

/** In columns, of which a tab fills up four. */
function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += TAB - (columns % TAB);
    else break;
    if (columns > TAB * 4) break;
  }
  return columns;
}

function outdent(line: string, columns: number): string {
  let at = 0;
  let passed = 0;
  while (passed < columns && at < line.length) {
    if (line.charAt(at) === "\t") passed += TAB - (passed % TAB);
    else if (line.charAt(at) === " ") passed += 1;
    else break;
    at += 1;
  }
  return line.slice(at);
}
