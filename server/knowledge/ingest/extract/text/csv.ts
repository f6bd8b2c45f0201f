import { cleanText } from "../clean-text.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { SheetText } from "../sheet-text.ts";
import { TextBuilder } from "../text-builder.ts";

/** Maximum cells of one row. Spreadsheets have 16,384 columns. */
const MAX_CELLS = 16_384;

/** Turns each row into a line that names its cells: `Name: Ada; Role: Engineer`. */
export function extractCsv(raw: string): ExtractedText {
  const { text, delimiter } = withoutSeparatorLine(cleanText(raw));
  const builder = new TextBuilder();
  const sheet = new SheetText(builder);
  let number = 0;
  for (const row of rowsOf(text, delimiter ?? delimiterOf(text)))
    if (row.some((cell) => cell.trim() !== "")) sheet.add(++number, new Map(row.entries()));
  sheet.end();
  return builder.build();
}

/** Excel writes `sep=;` as the first line where the separator is not that of the reader's language. */
function withoutSeparatorLine(text: string): { text: string; delimiter: string | null } {
  const match = /^"?sep=(.)"?\n/i.exec(text);
  return match === null
    ? { text, delimiter: null }
    : { text: text.slice(match[0].length), delimiter: match[1] ?? null };
}

/** The rows by which the delimiter is chosen, and the text that they are looked for in, UTF-16 units. */
const SAMPLE_ROWS = 20;
const SAMPLE = 20_000;

/** The delimiter that splits most of the first rows into the same number of cells, and into more than one. */
function delimiterOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  const scores = [",", ";", "\t", "|"].map((delimiter) => {
    const widths: number[] = [];
    for (const row of rowsOf(sample, delimiter)) {
      if (widths.length === SAMPLE_ROWS) break;
      widths.push(row.length);
    }
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    const best = Math.max(0, ...[...counts].map(([width, count]) => count * 100 + Math.min(width, 99)));
    return { delimiter, score: best };
  });
  return scores.reduce((best, other) => (other.score > best.score ? other : best)).delimiter;
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
