/** Cutting what is too long, where it hurts least. */

/** UTF-16 offsets, the end exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** What the end of a long block has in common with the beginning of the next piece of it: a sentence that fits. */
const OVERLAP = 150;

/** A part shorter than this does not stand alone before a long one. */
const ALONE = 120;

/** Where a text may be cut, the best first. Each pattern matches what stands before the cut. */
const SEAMS = [/\n[ \t]*\n\s*/g, /\n/g, /[.!?。！？…]["')\]]*\s+|[。！？]/g, /\s+/g];

/** The span in pieces of at most `most` units. Those of one block that alone is longer overlap by a sentence. */
export function blocksOf(text: string, span: Span, most: number): Span[] {
  return split(text, span, most, 0);
}

function split(text: string, span: Span, most: number, seam: number): Span[] {
  if (span.to - span.from <= most) return [span];
  const pattern = SEAMS[seam];
  if (pattern === undefined) return hardCuts(text, span, most);
  const parts = partsOf(text, span, pattern);
  const pieces: Span[] = [];
  let open: Span | null = null;
  for (const [i, part] of parts.entries()) {
    if (open !== null && part.to - open.from <= most) {
      open = { from: open.from, to: part.to };
      continue;
    }
    // A heading alone says nothing: it stays with what is cut below it.
    const begins: Span =
      open !== null && part.to - part.from > most && open.to - open.from < ALONE ? open : part;
    if (open !== null && begins === part) pieces.push(open);
    open = part;
    if (part.to - part.from > most) {
      const smaller = split(text, { from: begins.from, to: part.to }, most, seam + 1);
      pieces.push(...smaller.slice(0, -1));
      open = smaller.at(-1) ?? null;
    } else if (seam === SENTENCES) open = withOverlap(pieces.at(-1), part, parts[i - 1], most);
  }
  if (open !== null) pieces.push(open);
  return pieces;
}

const SENTENCES = 2;

/** The part with the sentence before it, if both are short. */
function withOverlap(before: Span | undefined, part: Span, last: Span | undefined, most: number): Span {
  if (before === undefined || last === undefined || last.from <= before.from) return part;
  return last.to - last.from <= OVERLAP && part.to - last.from <= most
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

/** Text without a single space in it; never through a surrogate pair. */
function hardCuts(text: string, { from, to }: Span, most: number): Span[] {
  const pieces: Span[] = [];
  while (from < to) {
    let end = Math.min(from + most, to);
    if (end < to && isLowSurrogate(text, end)) end--;
    pieces.push({ from, to: end });
    from = end;
  }
  return pieces;
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
