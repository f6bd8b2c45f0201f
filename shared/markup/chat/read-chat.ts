/**
 * Reads what a person writes in a chat: a small dialect of Markdown, in which everything that is not clearly markup stays as it was
 * written. `docs/markup.md` has its rules and why. Every part is linear in the length of the text, so no text needs a limit.
 */
import type { Block } from "../tree.ts";
import { isBlank, type Found } from "./found.ts";
import { fenceAt, FenceSearch } from "./fences.ts";
import { readHeading, readRule } from "./single-lines.ts";
import { readList } from "./lists.ts";
import { readParagraph } from "./paragraphs.ts";
import { readQuote } from "./quotes.ts";
import { readTable } from "./tables.ts";

/** Quotes and lists inside each other. What is deeper is shown as it was written. */
const MAX_DEPTH = 8;

export function readChat(text: string): Block[] {
  const blocks = readLines(text.replace(/\r\n?/g, "\n").split("\n"), 0);
  return blocks.length > 0 ? blocks : [{ type: "paragraph", children: [{ type: "text", text }] }];
}

function readLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  const fences = new FenceSearch(lines);
  let at = 0;
  let written: string[] = [];
  /** Empty lines since the last block. One separates two paragraphs; more are shown. */
  let empty = 0;
  function endParagraph(): void {
    if (written.length > 0) blocks.push(readParagraph(written));
    written = [];
  }
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (isBlank(line)) {
      endParagraph();
      empty += 1;
      at += 1;
      continue;
    }
    const found = readBlock(lines, at, depth, fences);
    if (found !== null) {
      endParagraph();
      blocks.push(found.block);
      at = found.next;
      empty = 0;
      continue;
    }
    if (written.length === 0 && blocks.length > 0 && empty > 1)
      written.push(...Array<string>(empty - 1).fill(""));
    empty = 0;
    const end = fences.emptyUntil(at);
    written.push(...lines.slice(at, end));
    at = end;
  }
  endParagraph();
  return blocks;
}

function readBlock(lines: readonly string[], at: number, depth: number, fences: FenceSearch): Found | null {
  const code = fenceAt(lines, at, fences);
  if (code !== null) return code;
  const single = readHeading(lines, at) ?? readRule(lines, at) ?? readTable(lines, at);
  if (single !== null || depth >= MAX_DEPTH) return single;
  const inside = (inner: readonly string[]) => readLines(inner, depth + 1);
  return readQuote(lines, at, inside) ?? readList(lines, at, inside);
}
