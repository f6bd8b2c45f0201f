import type { Inline } from "./tree.ts";

const BREAK = /<br ?\/?>/i;

/** A cell cannot have a line break in Markdown, so people and models write `<br>`, the only tag that means something. */
export function withBreaks(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    if (inline.type === "text") {
      return inline.text.split(BREAK).flatMap((text, index): Inline[] => {
        const words: Inline[] = text === "" ? [] : [{ type: "text", text }];
        return index === 0 ? words : [{ type: "break" }, ...words];
      });
    }
    return "children" in inline ? [{ ...inline, children: withBreaks(inline.children) }] : [inline];
  });
}
