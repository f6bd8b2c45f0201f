import type { Mark } from "../../../../shared/knowledge.ts";

/** A range of a document that is shown as one block: a paragraph, or text that begins with a mark. */
export interface TextBlock {
  /** UTF-16 offsets into the document's whole text. */
  from: number;
  to: number;
  text: string;
  /** Marks (page, heading or function) that lie in this block. */
  marks: readonly Mark[];
}

export interface Passage {
  from: number;
  to: number;
}

/** A passage of one version. It may be another version than the one that is shown. */
export interface Target extends Passage {
  version: number;
}

/** Maximum length of a block, in UTF-16 code units. Without it, a file without empty lines would become one element of 8 MB. */
const LONGEST = 4_000;

/** Splits the loaded text, which begins at offset `from`, into blocks: at marks, after headings and at empty lines. */
export function splitText(text: string, from: number, marks: readonly Mark[]): TextBlock[] {
  const end = from + text.length;
  const here = marks.filter(({ offset }) => offset >= from && offset < end);
  const cuts = new Set([from, end, ...here.map(({ offset }) => offset)]);
  for (const { offset, kind } of here) {
    const line = text.indexOf("\n", offset - from);
    if (kind === "heading" && line >= 0) cuts.add(from + line + 1);
  }
  for (const match of text.matchAll(/\n[ \t]*\n+/g)) cuts.add(from + match.index + match[0].length);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.flatMap((begin, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return [];
    const own = here.filter(({ offset }) => offset === begin);
    return cutLong(text.slice(begin - from, next - from), begin, own);
  });
}

function cutLong(text: string, from: number, marks: readonly Mark[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let at = 0;
  while (at < text.length) {
    const line = text.lastIndexOf("\n", at + LONGEST) + 1;
    const end = at + LONGEST >= text.length ? text.length : line > at ? line : at + LONGEST;
    const block = { from: from + at, to: from + end, text: text.slice(at, end) };
    blocks.push({ ...block, marks: at === 0 ? marks : [] });
    at = end;
  }
  return blocks;
}

/** Splits a block's text into the parts before, inside and after the passage. */
export function partsOf(block: TextBlock, passage: Passage | undefined): [string, string, string] {
  if (!passage || passage.to <= block.from || passage.from >= block.to) return [block.text, "", ""];
  const begin = Math.max(0, passage.from - block.from);
  const end = Math.min(block.text.length, passage.to - block.from);
  return [block.text.slice(0, begin), block.text.slice(begin, end), block.text.slice(end)];
}
