import { readInlines } from "./read-inlines.ts";
import { isBlank, type Found } from "./found.ts";

const HEADING = /^(#{1,6})[ \t]+(\S.*)$/;
const RULE = /^(?:-{3,}|_{3,})[ \t]*$/;

/** `# words`. A lone `#` and `#word` are text. */
export function readHeading(lines: readonly string[], at: number): Found | null {
  const [, marks = "", words] = HEADING.exec(lines[at] ?? "") ?? [];
  if (words === undefined) return null;
  return { block: { type: "heading", level: marks.length, children: readInlines(words) }, next: at + 1 };
}

/** Only between empty lines: below a number it is a sum, and below words it is a table of somebody's own. */
export function readRule(lines: readonly string[], at: number): Found | null {
  const isAlone = isBlank(lines[at - 1]) && isBlank(lines[at + 1]);
  return isAlone && RULE.test(lines[at] ?? "") ? { block: { type: "rule" }, next: at + 1 } : null;
}
