/** Splits text that is too long, at the places that damage its meaning least. */

/** UTF-16 offsets. The end is exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** Maximum overlap between one piece of a long block and the next, UTF-16 units. The overlap is a whole sentence. */
const OVERLAP = 150;

/** A part shorter than this is joined with a long part that follows it. UTF-16 units. */
const MIN_SEPARATE_LENGTH = 120;

/** Places where a text may be cut. Each pattern matches the text before the cut. */
const PARAGRAPHS = /\n[ \t]*\n\s*/g;
const LINES = /\n/g;
/** Lines that do not go on in the middle of a sentence, as far as their ends tell. */
const WHOLE_LINES = /(?<![\p{L}\p{N},\p{Pd}])\n|\n(?![\p{L}\p{N}])/gu;
const SENTENCES = /[.!?。！？…]["')\]]*\s+|[。！？]/g;
const WORDS = /\s+/g;

/** Best first. */
const PROSE_SEAMS = [PARAGRAPHS, WHOLE_LINES, SENTENCES, LINES, WORDS];
const LINE_SEAMS = [PARAGRAPHS, LINES, SENTENCES, WORDS];

/**
 * Splits the span into pieces of at most `max` UTF-16 units. Pieces of one block that is too long overlap by a sentence. In prose a
 * sentence is worth more than a line, because lines end where a column or a page is full.
 */
export function blocksOf(
  text: string,
  span: Span,
  { max, isProse }: { max: number; isProse: boolean },
): Span[] {
  return split(text, span, max, isProse ? PROSE_SEAMS : LINE_SEAMS);
}

function split(text: string, span: Span, max: number, [pattern, ...finer]: readonly RegExp[]): Span[] {
  if (span.to - span.from <= max) return [span];
  if (pattern === undefined) return hardCuts(text, span, max);
  const parts = partsOf(text, span, pattern);
  const pieces: Span[] = [];
  let open: Span | null = null;
  for (const [i, part] of parts.entries()) {
    if (open !== null && part.to - open.from <= max) {
      open = { from: open.from, to: part.to };
      continue;
    }
    // A heading is not useful alone: it stays with the text below it.
    const begins: Span =
      open !== null && part.to - part.from > max && open.to - open.from < MIN_SEPARATE_LENGTH ? open : part;
    if (open !== null && begins === part) pieces.push(open);
    open = part;
    if (part.to - part.from > max) {
      const smaller = split(text, { from: begins.from, to: part.to }, max, finer);
      pieces.push(...smaller.slice(0, -1));
      open = smaller.at(-1) ?? null;
    } else if (pattern === SENTENCES) open = withOverlap(pieces.at(-1), part, parts[i - 1], max);
  }
  if (open !== null) pieces.push(open);
  return pieces;
}

/** Extends the part by the sentence before it, if both are short. */
function withOverlap(before: Span | undefined, part: Span, last: Span | undefined, max: number): Span {
  if (before === undefined || last === undefined || last.from <= before.from) return part;
  return last.to - last.from <= OVERLAP && part.to - last.from <= max
    ? { from: last.from, to: part.to }
    : part;
}

function partsOf(text: string, { from, to }: Span, pattern: RegExp): Span[] {
  const parts: Span[] = [];
  let begin = from;
  for (const match of text.slice(from, to).matchAll(pattern)) {
    const end = from + match.index + match[0].length;
    if (end >= to) break;
    parts.push({ from: begin, to: end });
    begin = end;
  }
  parts.push({ from: begin, to });
  return parts;
}

/** Cuts text that contains no space. Never cuts through a surrogate pair. */
function hardCuts(text: string, { from, to }: Span, max: number): Span[] {
  const pieces: Span[] = [];
  while (from < to) {
    let end = Math.min(from + max, to);
    if (end < to && isLowSurrogate(text, end)) end--;
    pieces.push({ from, to: end });
    from = end;
  }
  return pieces;
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
