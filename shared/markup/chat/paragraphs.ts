import type { Block } from "../tree.ts";
import { isItem } from "./lists.ts";
import { isQuoted } from "./quotes.ts";
import { readInlines } from "./read-inlines.ts";
import { readHeading } from "./single-lines.ts";

export function readParagraph(lines: readonly string[]): Block {
  return { type: "paragraph", children: readInlines(lines.map(withoutEscape).join("\n")) };
}

const ESCAPED = /^( {0,3}\d{0,9})\\(?=[#>*.-])/;

/** A backslash before what would be a heading, a quote or an item takes that away, and is not shown. */
function withoutEscape(line: string): string {
  if (!ESCAPED.test(line)) return line;
  const without = line.replace(ESCAPED, "$1");
  const wouldBe = readHeading([without], 0) !== null || isQuoted(without) || isItem(without);
  return wouldBe ? without : line;
}
