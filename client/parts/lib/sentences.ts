/** The end of a sentence: a punctuation mark followed by white space, a full-width mark, or the end of a line. */
const END = /[.!?…:](?=\s)|[。！？]|\n/gu;

/**
 * Length of the complete sentences at the start of a growing text, in UTF-16 code units. A code block counts once its fence is closed.
 */
export function wholeSentences(text: string): number {
  let end = 0;
  for (const match of text.matchAll(END)) end = match.index + match[0].length;
  const fences = [...text.slice(0, end).matchAll(/^(?:```|~~~)/gm)];
  return fences.length % 2 === 1 ? (fences.at(-1)?.index ?? end) : end;
}

/**
 * Converts Markdown to text for a screen reader: a code block becomes `code`, a link its text; marks and citation numbers are removed.
 */
export function spoken(text: string, code: string): string {
  return text
    .replace(/^(?:```|~~~)[\s\S]*?^(?:```|~~~)[ \t]*$/gm, code)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[ \t]*\[\d{1,3}\]/g, "")
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\|)[ \t]*/gm, "")
    .replace(/[*_`~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
