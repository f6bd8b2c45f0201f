/** A message as it is read aloud: its words, without markup, marks of sources, code blocks and pictures. */
import { withoutCitations } from "../citation-marks.ts";
import { readChat } from "../markup/chat/read-chat.ts";
import type { Block, Inline, List } from "../markup/tree.ts";
import { visibleText } from "../visible-text.ts";

/** Empty if there is nothing to say. Answers are read like what people write: what is not common to both is said as it was written. */
export function spokenText(text: string): string {
  const said = visibleText(blocksOf(readChat(withoutCitations(text))))
    .replace(PICTURES, " ")
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n[\n ]*/gu, "\n")
    .trim();
  return SAYABLE.test(said) ? said : "";
}

const SAYABLE = /[\p{L}\p{N}]/u;
/** Emoji with their joiners and colours of skin. Voices say their names at length, in a language of their own choice. */
const PICTURES =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u{fe0f}\u{20e3}\u{e0020}-\u{e007f}]+(?:\u200d\p{Extended_Pictographic}\u{fe0f}?)*/gu;

const blocksOf = (blocks: readonly Block[]): string => blocks.map(wordsOf).join("\n");

function wordsOf(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return inlinesOf(block.children);
    case "heading":
      return ended(inlinesOf(block.children));
    case "quote":
      return blocksOf(block.children);
    case "list":
      return itemsOf(block);
    case "table":
      return [block.header, ...block.rows].map((row) => ended(row.map(inlinesOf).join(", "))).join("\n");
    // Nobody follows signs by ear.
    case "code":
    case "math":
    case "rule":
    case "notes":
      return "";
  }
}

function itemsOf({ ordered, start, items }: List): string {
  return items
    .map(({ value, children }, at) => {
      const words = ended(blocksOf(children));
      return ordered ? `${value ?? start + at}. ${words}` : words;
    })
    .join("\n");
}

const inlinesOf = (inlines: readonly Inline[]): string => inlines.map(wordsOfInline).join("");

function wordsOfInline(inline: Inline): string {
  switch (inline.type) {
    case "citation":
    case "note":
    case "math":
      return "";
    case "break":
      return "\n";
    case "strong":
    case "emphasis":
    case "deleted":
    case "link":
      return inlinesOf(inline.children);
    case "text":
      return inline.text.replace(ADDRESS, "$1");
    case "mention":
    case "code":
      return inline.text;
  }
}

/** Of an address its host is said. */
const ADDRESS = /https?:\/\/(?:www\.)?([\p{L}\p{N}.-]*[\p{L}\p{N}])[^\s<>"]*/gu;

/** A pause after a line that has no end of its own. */
function ended(line: string): string {
  const words = line.trim();
  return words === "" || /[\p{P}]$/u.test(words) ? words : `${words}.`;
}
