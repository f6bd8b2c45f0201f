import { cleanText } from "./clean-text.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { TextBuilder } from "./text-builder.ts";

/** Maximum cells of one row. Spreadsheets have 16,384 columns. */
const MAX_CELLS = 16_384;

/** Turns each row into a line that names its cells: `Name: Ada; Role: Engineer`. The first row holds the names. */
export function extractCsv(raw: string): ExtractedText {
  const text = cleanText(raw);
  const builder = new TextBuilder();
  let names: string[] | null = null;
  for (const row of rowsOf(text, delimiterOf(text))) {
    const cells = row.map((cell) => cell.replace(/\s+/g, " ").trim());
    if (cells.every((cell) => cell === "")) continue;
    if (names === null) {
      names = cells;
      continue;
    }
    builder.append(`${lineOf(names, cells)}\n`);
  }
  // A table of one row has only names.
  if (builder.length === 0 && names !== null) builder.append(names.join("; "));
  return builder.build();
}

function lineOf(names: string[], cells: string[]): string {
  return cells
    .map((cell, i) => ({ name: names[i] ?? "", cell }))
    .filter(({ cell }) => cell !== "")
    .map(({ name, cell }) => (name === "" ? cell : `${name}: ${cell}`))
    .join("; ");
}

/** The delimiter that occurs most often in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.indexOf("\n") + 1 || 10_000).slice(0, 10_000);
  const counts = [",", ";", "\t", "|"].map((mark) => ({ mark, count: first.split(mark).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).mark;
}

/** Parses rows according to RFC 4180. An unclosed quote reaches to the end of the file, as in other parsers. */
function* rowsOf(text: string, delimiter: string): Generator<string[]> {
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let quoted = "";
    if (text[at] === '"') [quoted, at] = quotedCell(text, at + 1);
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n") at++;
    row.push(quoted + text.slice(from, at));
    if (row.length > MAX_CELLS) throw new Unreadable("not_readable");
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    yield row;
    row = [];
    at++;
  }
  if (row.length > 0) yield row;
}

/** `from` is the offset after the opening quote. The returned offset is after the closing quote. */
function quotedCell(text: string, from: number): [cell: string, at: number] {
  const parts: string[] = [];
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return [parts.join("") + text.slice(from), text.length];
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return [parts.join(""), quote + 1];
    parts.push('"');
    from = quote + 2;
  }
}
