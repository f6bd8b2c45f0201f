/** Where an `@` names nobody: in code, in quoted lines and in addresses. Linear in the length of the text. */
export interface Span {
  start: number;
  end: number;
}

const FENCE = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;
const QUOTED = /^ {0,3}>/;
/** Only ASCII: Chinese text follows an address without a space. The length of the scheme is bounded, so that the search is linear. */
const ADDRESS = /\b(?:[a-z][a-z0-9+.-]{0,20}:\/\/|www\.)[!#-;=?-_a-~]+/gi;

/** In the order of the text, without overlaps. */
export function quietSpans(text: string): Span[] {
  const spans: Span[] = [];
  /** Neither fenced nor quoted, in pieces that inline code does not cross. */
  const open: Span[] = [];
  let fence: string | null = null;
  let isNew = true;
  for (const line of linesOf(text)) {
    const words = text.slice(line.start, line.end);
    const mark = FENCE.exec(words)?.[1];
    if (fence !== null) {
      spans.push(line);
      if (closes(words, fence)) fence = null;
    } else if (mark !== undefined || QUOTED.test(words)) {
      spans.push(line);
      fence = mark ?? null;
    } else {
      const last = open.at(-1);
      if (isNew || last === undefined) open.push(line);
      else last.end = line.end;
      isNew = words.trim() === "";
      continue;
    }
    isNew = true;
  }
  for (const piece of open) spans.push(...codeIn(text, piece), ...addressesIn(text, piece));
  return joined(spans);
}

/** Whether an offset is in one of the spans. Ask in ascending order: the search goes on where it was. */
export function inSpans(spans: readonly Span[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while (next < spans.length && (spans[next]?.end ?? 0) <= at) next += 1;
    return (spans[next]?.start ?? Infinity) <= at;
  };
}

/** Each line with its line break. */
function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const at = text.indexOf("\n", start);
    const end = at === -1 ? text.length : at + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
}

/** Inline code: from a run of backticks to the next run of the same length. */
function codeIn(text: string, { start, end }: Span): Span[] {
  const piece = text.slice(start, end);
  const runs = Array.from(piece.matchAll(/`+/g), ({ 0: run, index }) => ({ at: index, length: run.length }));
  const next = new Map<number, number>();
  const partner = new Array<number | undefined>(runs.length);
  for (let n = runs.length - 1; n >= 0; n -= 1) {
    const { length } = runs[n] ?? { length: 0 };
    partner[n] = next.get(length);
    next.set(length, n);
  }
  const spans: Span[] = [];
  for (let n = 0; n < runs.length; n += 1) {
    const opening = runs[n];
    const closing = runs[partner[n] ?? -1];
    if (opening === undefined || closing === undefined || piece[opening.at - 1] === "\\") continue;
    spans.push({ start: start + opening.at, end: start + closing.at + closing.length });
    n = partner[n] ?? n;
  }
  return spans;
}

function addressesIn(text: string, { start, end }: Span): Span[] {
  return Array.from(text.slice(start, end).matchAll(ADDRESS), ({ 0: address, index }) => ({
    start: start + index,
    end: start + index + address.length,
  }));
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
