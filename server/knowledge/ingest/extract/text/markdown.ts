import { MarkList } from "../mark-list.ts";
import { labelOf } from "../text-builder.ts";
import type { ExtractedText } from "../extracted.ts";

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** An underscore inside of a word is a part of it, as in `ERR_CONN_RESET`. */
const EMPHASIS = /[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}_])/gu;
/** A longer line is not a heading. UTF-16 units. */
const MAX_LINE = 400;

/** Markdown text is kept unchanged. Its headings are marked, except inside fenced code. */
export function extractMarkdown(text: string): ExtractedText {
  const found = new MarkList();
  let fence: string | null = null;
  let previous: { line: string; offset: number } = { line: "", offset: 0 };
  for (const { line, offset } of lines(text)) {
    const [, opening] = FENCE.exec(line.slice(0, MAX_LINE)) ?? [];
    if (fence !== null) {
      if (opening !== undefined && opening.startsWith(fence) && line.trim() === opening) fence = null;
    } else if (opening !== undefined) fence = opening;
    else if (line.length <= MAX_LINE) {
      const heading = HEADING.exec(line);
      if (heading !== null)
        addHeading(found, offset, withoutClosing(heading[2] ?? ""), heading[1]?.length ?? 1);
      else if (/^ {0,3}(=+|-{3,})[ \t]*$/.test(line) && isSetext(previous.line))
        addHeading(found, previous.offset, previous.line, line.includes("=") ? 1 : 2);
    }
    previous = { line, offset };
  }
  const marks = found.build();
  const title = marks.find((mark) => mark.level === 1)?.label;
  return { text, marks, ...(title === undefined ? {} : { title }) };
}

/** `Refunds ##` gives "Refunds", but `C#` stays "C#". Uses indexes because a pattern takes quadratic time on a run of spaces. */
function withoutClosing(heading: string): string {
  const text = heading.trimEnd();
  let end = text.length;
  while (end > 0 && text[end - 1] === "#") end -= 1;
  return end === 0 || /\s/.test(text[end - 1] ?? "") ? text.slice(0, end).trimEnd() : text;
}

/** Whether the line above `===` or `---` is a heading: it has words and does not begin a list or a table. */
const isSetext = (line: string): boolean => line.length <= 200 && /^ {0,3}[^\s#>|`~*+-]/.test(line);

function addHeading(marks: MarkList, offset: number, raw: string, level: number): void {
  const label = labelOf(raw.replace(EMPHASIS, "").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1"));
  if (label !== "") marks.add({ offset, kind: "heading", label, level });
}

export function* lines(text: string): Generator<{ line: string; offset: number; number: number }> {
  let offset = 0;
  for (let number = 1; offset <= text.length; number++) {
    const end = text.indexOf("\n", offset);
    const to = end === -1 ? text.length : end;
    yield { line: text.slice(offset, to), offset, number };
    offset = to + 1;
  }
}
