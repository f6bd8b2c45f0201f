import { characterBefore, CJK, WORD } from "../characters.ts";
import type { Inline } from "../tree.ts";

export interface CodeSpan {
  start: number;
  end: number;
  node: Inline;
}

interface Ticks {
  at: number;
  length: number;
}

/**
 * Inline code: from a run of backticks to the next run of the same length, with something in it. One or two backticks are on one line,
 * and do not begin within a word ("don`t"). A backslash before the first takes the code away, and is not shown.
 */
export function codeSpans(text: string): CodeSpan[] {
  const runs = Array.from(text.matchAll(/`+/g), ({ 0: run, index }): Ticks => ({
    at: index,
    length: run.length,
  }));
  const partners = nextOfSameLength(runs);
  const spans: CodeSpan[] = [];
  for (let n = 0; n < runs.length; n += 1) {
    const run = runs[n];
    const partner = partners[n];
    const closing = partner === undefined ? undefined : runs[partner];
    if (run === undefined || partner === undefined || closing === undefined) continue;
    const span = spanOf(text, run, closing);
    if (span === null) continue;
    spans.push(span);
    n = partner;
  }
  return spans;
}

function nextOfSameLength(runs: readonly Ticks[]): readonly (number | undefined)[] {
  const seen = new Map<number, number>();
  const next = new Array<number | undefined>(runs.length);
  for (let n = runs.length - 1; n >= 0; n -= 1) {
    const { length } = runs[n] ?? { length: 0 };
    next[n] = seen.get(length);
    seen.set(length, n);
  }
  return next;
}

function spanOf(text: string, { at, length }: Ticks, closing: Ticks): CodeSpan | null {
  const inside = text.slice(at + length, closing.at);
  const end = closing.at + length;
  if (!/\S/.test(inside) || (length < 3 && inside.includes("\n"))) return null;
  const before = characterBefore(text, at);
  if (before === "\\") {
    const words = `${text.slice(at, at + length)}${inside.replace(/\\$/, "")}${text.slice(closing.at, end)}`;
    return { start: at - 1, end, node: { type: "text", text: words } };
  }
  if (WORD.test(before) && !CJK.test(before)) return null;
  return { start: at, end, node: { type: "code", text: withoutEdges(inside) } };
}

/** The blanks that set a backtick in code apart from the marks around it. */
function withoutEdges(inside: string): string {
  return /^ [\s\S]* $/.test(inside) ? inside.slice(1, -1) : inside;
}
