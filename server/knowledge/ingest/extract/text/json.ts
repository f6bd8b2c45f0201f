import type { DocumentNotice } from "../../../../../shared/knowledge.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { lines } from "./markdown.ts";
import { parseJson } from "./parse-json.ts";
import { TextBuilder } from "../text-builder.ts";

/** Maximum nesting. Deeper files are not realistic, and recursion needs a bound. */
const MAX_DEPTH = 100;

/** Turns each value into a line with its path: `opening.monday: 9 to 5`. The keys of the outermost object are headings. */
export function extractJson(raw: string): ExtractedText {
  const { value, notices } = parse(raw);
  const builder = new TextBuilder();
  if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      builder.breakLine(true);
      builder.mark({ kind: "heading", label: key, level: 1 });
      write(builder, key, inner, 1);
    }
  } else write(builder, "", value, 0);
  return { ...builder.build(), notices };
}

/** JSON, or JSON Lines (one value on each line), which is read as an array. Lines that are no JSON are left out and counted. */
function parse(raw: string): { value: unknown; notices: DocumentNotice[] } {
  try {
    return { value: parseJson(raw), notices: [] };
  } catch {
    const values: unknown[] = [];
    let [unread, first] = [0, 0];
    for (const { line, number } of lines(raw)) {
      if (line.trim() === "") continue;
      try {
        values.push(parseJson(line));
      } catch {
        unread += 1;
        first ||= number;
      }
    }
    if (unread >= values.length) throw new Unreadable("not_readable");
    return { value: values, notices: unread === 0 ? [] : [{ type: "lines_not_read", count: unread, first }] };
  }
}

function write(builder: TextBuilder, path: string, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw new Unreadable("not_readable");
  if (Array.isArray(value)) {
    value.forEach((one, i) => write(builder, `${path}[${i}]`, one, depth + 1));
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      write(builder, path === "" ? key : `${path}.${key}`, inner, depth + 1);
  } else {
    builder.breakLine();
    builder.append(`${path === "" ? "" : `${path}: `}${String(value)}\n`);
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
