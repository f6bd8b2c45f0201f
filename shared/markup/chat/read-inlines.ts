import { link } from "../honest-link.ts";
import type { Inline } from "../tree.ts";
import { withEmphasis } from "./emphasis.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** Reads the words of a paragraph, a heading or a cell. Linear in their length. */
export function readInlines(text: string): Inline[] {
  const tokens = tokensOf(text);
  const links = pairBrackets(tokens);
  const parts: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = links.get(at);
    const closing = end === undefined ? undefined : tokens[end];
    if (end === undefined || closing?.type !== "close") {
      parts.push(token);
      continue;
    }
    const inside = withEmphasis(tokens.slice(at + 1, end));
    parts.push(
      token.type === "open" && token.isEscaped
        ? {
            type: "text",
            text: `[${tokens
              .slice(at + 1, end)
              .map(rawOf)
              .join("")}${closing.raw}`,
          }
        : { type: "node", raw: "", node: linkTo(closing.href, inside) },
    );
    at = end;
  }
  return withEmphasis(parts);
}

/** For each `[` that begins a link, the index of the token that ends it. Links are on one line and not in each other. */
function pairBrackets(tokens: readonly Token[]): Map<number, number> {
  const pairs = new Map<number, number>();
  let open: number[] = [];
  let line = 0;
  tokens.forEach((token, at) => {
    if ("line" in token && token.line !== line) {
      line = token.line;
      open = [];
    }
    if (token.type === "open") open.push(at);
    if (token.type !== "close" && token.type !== "shut") return;
    const start = open.pop();
    if (start === undefined || token.type === "shut") return;
    pairs.set(start, at);
    open = [];
  });
  return pairs;
}

function linkTo(href: string, inside: readonly Inline[]): Inline {
  const words = withoutLinks(inside);
  return link(href, words.length === 0 ? [{ type: "text", text: href }] : words);
}

/** An address within the words of a link is text. */
function withoutLinks(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (inline.type === "link") return withoutLinks(inline.children);
    return "children" in inline ? [{ ...inline, children: withoutLinks(inline.children) }] : [inline];
  });
}

const rawOf = (token: Token): string => (token.type === "text" ? token.text : token.raw);
