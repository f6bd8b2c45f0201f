/**
 * What the lexer reads in bounded time. It is quadratic in the marks of one paragraph, in the depth of quotes and lists, and in runs of
 * blanks (200,000 blanks took 26 s). A piece beyond a bound is shown as it was written; the rest of the answer is not concerned.
 */

/** Nesting at the beginning of a line. */
const MAX_DEPTH = 12;
const TOO_DEEP = new RegExp(`^(?:[ \\t]{0,100}(?:>|(?:[-*+]|\\d{1,9}[.)])[ \\t])){${MAX_DEPTH + 1}}`, "m");
/** Marks in one piece. A long list or table of an answer has some hundreds. */
const MAX_MARKS = 1_500;
/** The same mark in a row is a line that somebody drew. It is one mark for the lexer too, if no other follows. */
const MARKS = /[*_~`[\]<&!]/g;
/** Blanks in a row. */
const LONG_BLANK = /[ \t\u00a0]{200}/;
/** UTF-16 units of one paragraph, list item or table. Longer pieces are read in several parts wherever they have lines. */
const MAX_LENGTH = 30_000;

export function isTooHard(text: string): boolean {
  return (
    text.length > MAX_LENGTH ||
    LONG_BLANK.test(text) ||
    TOO_DEEP.test(text) ||
    (text.match(MARKS)?.length ?? 0) > MAX_MARKS
  );
}
