/** Removes the headings at the beginning of a hit, because they are shown above it. */
export const withoutHeadings = (text: string): string =>
  text.replace(/^(?:\s*#{1,6}[ \t][^\n]*\n)+/, "").trim() || text;

/** Splits `shown`, a part of `text`, at the marks of the text. Every second piece is marked. */
export function markWords(
  text: string,
  marks: readonly (readonly [from: number, to: number])[],
  shown = text,
): string[] {
  const start = Math.max(0, text.indexOf(shown));
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of marks.map(([from, to]) => [from - start, to - start] as const)) {
    if (from < at || to > shown.length) continue;
    pieces.push(shown.slice(at, from), shown.slice(from, to));
    at = to;
  }
  return [...pieces, shown.slice(at)];
}
