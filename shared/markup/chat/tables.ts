import type { Align, Inline } from "../tree.ts";
import { withBreaks } from "../cell-breaks.ts";
import { readInlines } from "./read-inlines.ts";
import type { Found } from "./found.ts";

const DELIMITER = /^:?-+:?$/;
/** More columns are a text that somebody drew with bars. */
const MAX_COLUMNS = 100;

/** A row with bars above a row such as `| --- | :-: |` of the same width. Every row that follows has a bar. */
export function readTable(lines: readonly string[], at: number): Found | null {
  const delimiters = delimitersOf(lines[at + 1] ?? "");
  const first = lines[at] ?? "";
  if (delimiters === null || !first.includes("|")) return null;
  const header = cellsOf(first);
  if (header.length !== delimiters.length || header.length > MAX_COLUMNS) return null;
  let next = at + 2;
  while (next < lines.length && (lines[next] ?? "").includes("|")) next += 1;
  const rows = lines.slice(at + 2, next).map((line) => cellsOf(line).map(readCell));
  return {
    block: { type: "table", align: delimiters.map(alignOf), header: header.map(readCell), rows },
    next,
  };
}

function delimitersOf(line: string): string[] | null {
  if (!line.includes("|") || !line.includes("-")) return null;
  const cells = cellsOf(line);
  return cells.every((cell) => DELIMITER.test(cell)) ? cells : null;
}

function alignOf(delimiter: string): Align {
  const isEnd = delimiter.endsWith(":");
  if (delimiter.startsWith(":")) return isEnd ? "center" : "start";
  return isEnd ? "end" : null;
}

/** The cells of a row. `\|` is a bar in a cell. */
function cellsOf(line: string): string[] {
  const cells = line
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
  if (cells[0] === "") cells.shift();
  if (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

const readCell = (cell: string): Inline[] => withBreaks(readInlines(cell));
