import type { Found, ReadInside } from "./found.ts";

const QUOTED = /^ {0,3}>(?:[> ]*) \S/;
const EMPTY = /^ {0,3}>[> \t]*$/;

/**
 * Lines that begin with `> ` and have words. An empty quoted line belongs to a quote only between two of its lines; a lone `>` is
 * text, and so is `>5`. The first line without the mark is out of the quote.
 */
export function readQuote(lines: readonly string[], at: number, read: ReadInside): Found | null {
  let next = at;
  for (let line = at; line < lines.length; line += 1) {
    if (QUOTED.test(lines[line] ?? "")) next = line + 1;
    else if (next === at || !EMPTY.test(lines[line] ?? "")) break;
  }
  if (next === at) return null;
  const inside = lines.slice(at, next).map((line) => line.replace(/^ {0,3}> ?/, ""));
  return { block: { type: "quote", children: read(inside) }, next };
}

export const isQuoted = (line: string): boolean => QUOTED.test(line);
