import type { DocumentKind, Mark, Location } from "../../../shared/knowledge.ts";
import { CHUNK_LENGTH } from "../../../shared/limits.ts";
import { blocksOf, type Span } from "./blocks.ts";

/** A piece of a text: `text.slice(from, to)` is its content. */
export type Piece = Location;

/** A section shorter than this is mostly a heading: it is joined with the next one. UTF-16 units. */
const MIN_SECTION_LENGTH = 80;
/** Functions are joined up to this length. UTF-16 units. */
const JOINED_FUNCTIONS_LENGTH = CHUNK_LENGTH * 0.6;

/** Cuts at pages, headings and functions, then at paragraphs, lines, sentences and words, only as finely as needed. */
export function cut(text: string, marks: Mark[], kind: DocumentKind): Piece[] {
  const whereOf = createLocator(text, marks, kind);
  return sectionsOf(text, marks).flatMap((section) =>
    blocksOf(text, section, CHUNK_LENGTH)
      .map((span) => trim(text, span))
      .filter(({ from, to }) => to > from)
      .map((span, i) => ({ ...span, ...whereOf(span.from, i === 0 ? section.about : span.from) })),
  );
}

/** `about`: the last of the headings at the beginning of the section. The section's text belongs to it. */
type Section = Span & { about: number };

function sectionsOf(text: string, marks: Mark[]): Section[] {
  const sections: Section[] = [];
  let from = 0;
  let about = 0;
  for (const mark of marks) {
    if (mark.offset <= from || mark.offset > text.length) continue;
    const length = text.slice(from, mark.offset).trim().length;
    const isEnough =
      mark.kind === "page" ||
      length >= (mark.kind === "function" ? JOINED_FUNCTIONS_LENGTH : MIN_SECTION_LENGTH);
    if (!isEnough && length > 0) {
      if (mark.kind === "heading") about = mark.offset;
      continue;
    }
    sections.push({ from, to: mark.offset, about: Math.max(from, about) });
    from = mark.offset;
  }
  sections.push({ from, to: text.length, about: Math.max(from, about) });
  return sections;
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
