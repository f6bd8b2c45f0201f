/** Sentences that go on where a line or a page ends. */

/** A line of prose that fills its column. Shorter ones are titles and items of lists. UTF-16 units. */
const FULL_LINE = 40;
/** A sentence is followed over the end of a page at most this far. UTF-16 units. */
const LONGEST_REST = 400;
const SENTENCE_END = /[.!?…][\p{Pe}\p{Pf}"']*(?=\s|$)|[。！？]/u;

/** Whether a sentence that has begun before the end of a page goes on after it. */
export function isContinued(before: string, after: string): boolean {
  const line = before.slice(-400).trimEnd().split("\n").at(-1) ?? "";
  const next = after.slice(0, 40).trimStart();
  if (!/[\p{L}\p{N},\p{Pd}]$/u.test(line)) return false;
  return (
    /^\p{Ll}/u.test(next) || (/[\p{L},]$/u.test(line) && line.length >= FULL_LINE && /^\p{L}/u.test(next))
  );
}

/** Where the sentence ends that continues at `from`: at most at `limit`. `from` if no end is near. */
export function endOfSentence(text: string, from: number, limit: number): number {
  const rest = text.slice(from, Math.min(limit, from + LONGEST_REST));
  const end = SENTENCE_END.exec(rest);
  return end === null ? from : from + end.index + end[0].length;
}
