import type { Inline } from "../../../../shared/markup/tree.ts";

/** `[3]` is a source and `[^3]` a footnote. */
const REFERENCE = /\[(?:(\d{1,3})|\^([^\]\s]{1,40}))\]/g;

/** A narrow no-break space before a number, so that no line begins with the number. */
const GLUE = "\u202f";

/** Splits a text at every reference. */
export function markReferences(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const { 0: raw, 1: n, 2: label = "", index } of text.matchAll(REFERENCE)) {
    if (index > from) found.push({ type: "text", text: glued(text.slice(from, index)) });
    found.push(n === undefined ? { type: "note", label, n: 0 } : { type: "citation", n: Number(n) });
    from = index + raw.length;
  }
  if (from < text.length || found.length === 0) found.push({ type: "text", text: text.slice(from) });
  return found;
}

/** Not an expression: one for the end of a text tries every run of blanks. */
function glued(text: string): string {
  let end = text.length;
  while (end > 0 && " \t".includes(text.charAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end) + GLUE;
}

/** Inside a link, references are text, because links cannot be nested. */
export function withoutReferences(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline): Inline => {
    if (inline.type === "citation") return { type: "text", text: `[${inline.n}]` };
    if (inline.type === "note") return { type: "text", text: `[^${inline.label}]` };
    return "children" in inline ? { ...inline, children: withoutReferences(inline.children) } : inline;
  });
}
