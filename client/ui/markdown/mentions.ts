import type { Block, Inline } from "../../../shared/markup/tree.ts";

/** Marks the mentions in the words of a message, and not in its code. */
export function withMentions(blocks: readonly Block[], names: readonly string[]): Block[] {
  if (names.length === 0) return [...blocks];
  const inlines = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === "text") return markMentions(node.text, names);
      return "children" in node ? [{ ...node, children: inlines(node.children) }] : [node];
    });
  const row = (cells: readonly Inline[][]) => cells.map(inlines);
  return blocks.map((block): Block => {
    switch (block.type) {
      case "paragraph":
      case "heading":
        return { ...block, children: inlines(block.children) };
      case "quote":
        return { ...block, children: withMentions(block.children, names) };
      case "list":
        return {
          ...block,
          items: block.items.map((item) => ({ ...item, children: withMentions(item.children, names) })),
        };
      case "table":
        return { ...block, header: row(block.header), rows: block.rows.map(row) };
      default:
        return block;
    }
  });
}

/** Splits a text at every `@name` of the given names. If one name begins with another, the longest match counts. */
export function markMentions(text: string, names: readonly string[]): Inline[] {
  if (names.length === 0 || !text.includes("@")) return [{ type: "text", text }];
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(mentionPattern(names))) {
    if (match.index > from) found.push({ type: "text", text: text.slice(from, match.index) });
    found.push({ type: "mention", text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ type: "text", text: text.slice(from) });
  return found;
}

/**
 * Matches `@name` that is not part of a longer word, such as an e-mail address or "@Adam" for "@Ada". Vowel signs and accents
 * (`\p{M}`) count as parts of words.
 */
export function mentionPattern(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const anyName = longestFirst.map(escaped).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])@(?:${anyName})(?![\\p{L}\\p{N}\\p{M}])`, "gu");
}

/**
 * Escapes only the syntax characters of a pattern: with the `u` flag, escaping any other character, such as `-`, is a syntax
 * error.
 */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
