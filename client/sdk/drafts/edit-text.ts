/** The difference between two texts of a field: one deletion and one insertion, as after a keystroke or a paste. */
export interface TextChange {
  at: number;
  removed: number;
  inserted: string;
}

/**
 * `caret`: its offset after the change, UTF-16 units. Text after the caret was not changed, which shows which of several equal
 * letters was typed or deleted.
 *
 * @example
 * changeBetween("aa", "aaa", 1); // { at: 0, removed: 0, inserted: "a" }
 */
export function changeBetween(before: string, after: string, caret = after.length): TextChange | null {
  if (before === after) return null;
  const rest = after.slice(caret);
  const isKnown = rest !== "" && before.endsWith(rest) && !isLowSurrogate(rest.charCodeAt(0));
  const end = isKnown ? rest.length : commonEnd(before, after);
  const maxStart = Math.min(before.length, after.length) - end;
  let start = 0;
  while (start < maxStart && before[start] === after[start]) start += 1;
  // Never between the two halves of a surrogate pair.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  return {
    at: start,
    removed: before.length - end - start,
    inserted: after.slice(start, after.length - end),
  };
}

/** Offset of a caret after another person's change. */
export function moveCaret(caret: number, change: TextChange): number {
  if (caret <= change.at) return caret;
  return Math.max(change.at, caret - change.removed) + change.inserted.length;
}

/** Ranges after a change of the text under them. A range whose own text was changed is gone. */
export function moveRanges<Range extends { start: number; length: number }>(
  ranges: readonly Range[],
  { at, removed, inserted }: TextChange,
): Range[] {
  return ranges.flatMap((range) => {
    if (range.start + range.length <= at) return [range];
    if (range.start < at + removed || range.start < at) return [];
    return [{ ...range, start: range.start - removed + inserted.length }];
  });
}

/** Length of the common end, after the common beginning. */
function commonEnd(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return end > 0 && isLowSurrogate(before.charCodeAt(before.length - end)) ? end - 1 : end;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
