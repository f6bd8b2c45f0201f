import type { Passage } from "../../bindings/chunk.ts";

const MOST = 3;

/**
 * Suggests questions about headings of the same documents that the answer does not cite. They come from existing headings and not from a
 * model, so the documents contain an answer to each of them.
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
