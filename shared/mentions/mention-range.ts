import type { UserId } from "../ids.ts";

/** Where a message names a member. Offsets are UTF-16 units of the message's text; the text there begins with `@` or `＠`. */
export interface MentionRange {
  start: number;
  length: number;
  user: UserId;
}

/** Somebody who can be mentioned. */
export interface Mentionable {
  user: UserId;
  name: string;
  handle?: string;
}

/** Chinese and Japanese keyboards write the full-width sign. */
export const AT_SIGN = /[@＠]/;

/** The end of a range. */
export const endOf = ({ start, length }: Pick<MentionRange, "start" | "length">): number => start + length;

/** Whom the ranges name, each once, in the order of the text. */
export function usersOf(ranges: readonly MentionRange[]): UserId[] {
  return [...new Set(ranges.map(({ user }) => user))];
}

/**
 * Whether ranges may stand beside a text: each is in the text and begins with an at sign, and two of them do not overlap unless they are
 * equal and name two members.
 */
export function rangesFit(text: string, ranges: readonly MentionRange[]): boolean {
  const sorted = [...ranges].sort((a, b) => a.start - b.start || a.length - b.length);
  return sorted.every((range, n) => {
    const before = sorted[n - 1];
    const written = text.slice(range.start, endOf(range));
    const isInText =
      written.length === range.length && AT_SIGN.test(written.charAt(0)) && written.isWellFormed();
    if (before === undefined || endOf(before) <= range.start) return isInText;
    return (
      isInText && before.start === range.start && before.length === range.length && before.user !== range.user
    );
  });
}
