import type { DocumentKind, Mark, Location } from "../../../shared/knowledge.ts";
import { CHUNK_LENGTH } from "../../../shared/limits.ts";
import { blocksOf, type Span } from "./blocks.ts";
import { endOfSentence, isContinued } from "./sentences.ts";
import { createHeaderFinder, tablesIn } from "./tables.ts";

/** A piece of a text: `text.slice(from, to)` is its content. */
export interface Piece extends Location {
  /** The header of the table whose rows this piece continues. */
  tableHeader?: string;
}

/**
 * Cuts at pages, headings and functions, then at paragraphs, lines, sentences and words, only as finely as needed. A piece has one
 * heading, however short it is: a citation names the heading under which its words stand.
 */
export function cut(text: string, marks: Mark[], kind: DocumentKind): Piece[] {
  const whereOf = createLocator(text, marks, kind);
  const headerOf = createHeaderFinder(text, WITHOUT_TABLES.includes(kind) ? [] : tablesIn(text));
  return sectionsOf(text, marks).flatMap((section) =>
    blocksOf(text, section, { max: CHUNK_LENGTH, isProse: !OF_LINES.includes(kind) })
      .map((span) => trim(text, span))
      .filter(({ from, to }) => to > from)
      .map((span, i) => {
        const tableHeader = headerOf(span.from);
        const place = { ...span, ...whereOf(span.from, i === 0 ? section.about : span.from) };
        return tableHeader === null ? place : { ...place, tableHeader };
      }),
  );
}

/** A row or a statement is a line, whatever ends a sentence in it. */
const OF_LINES: readonly DocumentKind[] = ["code", "csv", "json", "spreadsheet"];
/** Bars mean something else in code. Rows of CSV name their cells. */
const WITHOUT_TABLES = OF_LINES;

/** `about`: the last of the headings at the beginning of the section. The section's text belongs to it. */
type Section = Span & { about: number };

function sectionsOf(text: string, marks: Mark[]): Section[] {
  const sections: Section[] = [];
  let from = 0;
  let about = 0;
  for (const [i, mark] of marks.entries()) {
    if (mark.offset < from || mark.offset > text.length) continue;
    const isBare = hasNoWords(text, { from, to: mark.offset }, marks[i - 1]);
    if (mark.kind !== "page" && isBare) {
      about = mark.offset;
      continue;
    }
    const to = mark.kind === "page" ? endOfPage(text, mark.offset, marks[i + 1]?.offset) : mark.offset;
    if (to > from) sections.push({ from, to, about: Math.max(from, about) });
    [from, about] = [to, Math.max(to, mark.offset)];
  }
  sections.push({ from, to: text.length, about: Math.max(from, about) });
  return sections;
}

/** Whether the text up to the next mark is nothing, or a heading alone: it stays with the text below it. */
function hasNoWords(text: string, { from, to }: Span, last: Mark | undefined): boolean {
  const begin = last?.kind === "heading" && last.offset >= from ? endOfLine(text, last.offset) : from;
  // The line of dashes below a heading of Markdown is no text.
  return /^[\s=-]*$/.test(text.slice(begin, Math.min(to, begin + 200))) && to - begin <= 200;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** A sentence that goes on over the end of a page belongs to the page on which it begins. */
function endOfPage(text: string, page: number, next: number = text.length): number {
  const isOver = isContinued(text.slice(Math.max(0, page - 400), page), text.slice(page, page + 40));
  return isOver ? endOfSentence(text, page, next) : page;
}

function trim(text: string, { from, to }: Span): Span {
  while (from < to && isSpace(text, from)) from++;
  while (to > from && isSpace(text, to - 1)) to--;
  return { from, to };
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at));

const COUNTS_LINES: readonly DocumentKind[] = ["code", "text"];

/** Returns a function that finds the page, headings and line of an offset. Call it with ascending offsets. */
function createLocator(
  text: string,
  marks: Mark[],
  kind: DocumentKind,
): (offset: number, about: number) => Omit<Location, "from" | "to"> {
  let next = 0;
  let page: number | undefined;
  let headings: { label: string; level: number }[] = [];
  let line = { number: 1, offset: 0 };
  return (offset, about) => {
    for (let mark = marks[next]; mark !== undefined && mark.offset <= about; mark = marks[++next]) {
      if (mark.kind === "page") page = Number(mark.label);
      else {
        const level = mark.kind === "heading" ? (mark.level ?? 1) : 7;
        headings = [...headings.filter((above) => above.level < level), { label: mark.label, level }];
      }
    }
    if (COUNTS_LINES.includes(kind)) line = countLines(text, line, offset);
    return {
      ...(page === undefined ? {} : { page }),
      ...(headings.length === 0 ? {} : { headings: headings.map(({ label }) => label) }),
      ...(COUNTS_LINES.includes(kind) ? { line: line.number } : {}),
    };
  };
}

function countLines(text: string, { number, offset }: { number: number; offset: number }, to: number) {
  let at = text.indexOf("\n", offset);
  while (at !== -1 && at < to) {
    number++;
    at = text.indexOf("\n", at + 1);
  }
  return { number, offset: Math.max(offset, to) };
}
