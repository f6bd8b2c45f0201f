import type { Inline } from "./ast.ts";

const CITATION = /\[(\d{1,3})\]/g;

/** A narrow no-break space before a number, so that no line begins with the number. */
const GLUE = "\u202f";

/** Splits a text at every `[n]`. */
export function markCitations(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(CITATION)) {
    if (match.index > from) found.push({ type: "text", text: glued(text.slice(from, match.index)) });
    found.push({ type: "citation", n: Number(match[1]) });
    from = match.index + match[0].length;
  }
  if (from < text.length || found.length === 0) found.push({ type: "text", text: text.slice(from) });
  return found;
}

const glued = (text: string): string => text.replace(/[ \t]+$/, GLUE);

/** Inside a link, citations are text, because links cannot be nested. */
export function withoutCitations(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline): Inline => {
    if (inline.type === "citation") return { type: "text", text: `[${inline.n}]` };
    return "children" in inline ? { ...inline, children: withoutCitations(inline.children) } : inline;
  });
}
