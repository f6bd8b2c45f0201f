/** A message as text without markup: for copying, for previews and for notifications. */
import type { Block, Inline, List, ListItem } from "./tree.ts";

/** As it is read on the screen. Blocks are separated by an empty line, cells by a tab. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(textOfBlock).join("\n\n");
}

/** Its words on one line, without bullets: for previews. */
export function oneLine(blocks: readonly Block[]): string {
  return blocks.map(wordsOfBlock).join(" ").replace(/\s+/gu, " ").trim();
}

export function textOfInlines(inlines: readonly Inline[]): string {
  return inlines.map(textOfInline).join("");
}

function textOfInline(inline: Inline): string {
  switch (inline.type) {
    case "break":
      return "\n";
    case "citation":
    case "note":
      return `[${inline.n}]`;
    case "strong":
    case "emphasis":
    case "deleted":
    case "link":
      return textOfInlines(inline.children);
    default:
      return inline.text;
  }
}

function textOfBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return textOfInlines(block.children);
    case "quote":
      return indented(plainText(block.children), "> ", "> ");
    case "list":
      return block.items.map((_, at) => textOfItem(block, at)).join("\n");
    case "table":
      return [block.header, ...block.rows].map(textOfRow).join("\n");
    case "rule":
      return "---";
    case "notes":
      return block.notes.map(({ n, children }) => `[${n}] ${plainText(children)}`).join("\n");
    default:
      return block.text;
  }
}

function textOfItem(list: List, at: number): string {
  const item = list.items[at];
  if (item === undefined) return "";
  const box = item.checked === undefined ? "" : item.checked ? "☑ " : "☐ ";
  const mark = list.ordered ? `${item.value ?? list.start + at}. ` : `• `;
  return indented(`${box}${item.children.map(textOfBlock).join("\n")}`, mark, " ".repeat(mark.length));
}

function indented(text: string, first: string, others: string): string {
  return first + text.replaceAll("\n", `\n${others}`);
}

const textOfRow = (row: readonly Inline[][]): string =>
  row.map((cell) => textOfInlines(cell).replaceAll("\n", " ")).join("\t");

function wordsOfBlock(block: Block): string {
  switch (block.type) {
    case "quote":
      return oneLine(block.children);
    case "list":
      return block.items.map((item, at) => wordsOfItem(block, item, at)).join(" ");
    case "table":
      return [block.header, ...block.rows].flat().map(textOfInlines).join(" ");
    case "notes":
      return block.notes.map(({ children }) => oneLine(children)).join(" ");
    default:
      return textOfBlock(block);
  }
}

/** Numbers are words: "2026. What comes". */
const wordsOfItem = ({ ordered, start }: List, { value, children }: ListItem, at: number): string =>
  `${ordered ? `${value ?? start + at}. ` : ""}${oneLine(children)}`;
