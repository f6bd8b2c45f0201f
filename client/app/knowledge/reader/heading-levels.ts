import type { Mark } from "../../../../shared/knowledge.ts";

const DEEPEST = 6;

/**
 * The levels of a document's headings on the page, by their offsets: they begin below the page's own heading, and none is left out, whatever
 * the document does. Who listens then knows that nothing is missing.
 */
export function headingLevels(marks: readonly Mark[], under: number): ReadonlyMap<number, number> {
  /** The levels of the headings that the next one may stand below, as the document has them. */
  let above: number[] = [];
  const levels = new Map<number, number>();
  for (const { kind, level = 1, offset } of marks) {
    if (kind !== "heading") continue;
    above = [...above.filter((one) => one < level), level];
    levels.set(offset, Math.min(DEEPEST, under + above.length));
  }
  return levels;
}
