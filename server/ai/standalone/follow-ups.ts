import type { Passage } from "../../bindings/chunk.ts";

const MOST = 3;

/**
 * Questions that the same documents answer: about the headings beside those that the answer cites. Made from what is there and not
 * by a model, so that each of them has an answer.
 */
export function followUps(passages: readonly Passage[], cited: readonly number[]): string[] {
  const asked = new Set(cited.map((n) => headingOf(passages[n - 1])));
  const questions = passages.flatMap((passage) => {
    const heading = headingOf(passage);
    return heading === null || asked.has(heading)
      ? []
      : [`What does “${passage.title}” say about “${heading}”?`];
  });
  return [...new Set(questions)].slice(0, MOST);
}

function headingOf(passage: Passage | undefined): string | null {
  const heading = passage?.place.headings?.at(-1) ?? null;
  return heading === passage?.title ? null : heading;
}
