import katex from "katex";
import "katex/dist/katex.min.css";

/** Longer sources are no formulas that people read. UTF-16 units. */
const MAX_LENGTH = 4_000;
/** Steps of macros that a formula may take. Formulas of books take a few dozen. */
const MAX_EXPANSIONS = 500;
/** The longest side of anything that a formula draws, em. */
const MAX_SIZE = 40;

/**
 * KaTeX makes elements one by one and sets styles by their properties, so neither HTML nor style attributes are parsed. Without `trust`
 * a formula has no links, no pictures and no attributes of its own. Null if the source cannot be read or is too long.
 */
export function typeset(tex: string, display: boolean): DocumentFragment | null {
  if (tex.length > MAX_LENGTH) return null;
  const box = document.createElement("span");
  try {
    katex.render(tex, box, {
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: MAX_EXPANSIONS,
      maxSize: MAX_SIZE,
    });
  } catch {
    // Not TeX, unknown commands, or too deep for its recursive reader.
    return null;
  }
  const formula = document.createDocumentFragment();
  formula.append(...box.childNodes);
  return formula;
}
