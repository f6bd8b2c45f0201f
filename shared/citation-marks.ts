/** `[1]` in an answer: where it stands for a source. In code brackets are brackets. */

/** Fenced blocks, also one that never ends, and spans of code. */
const CODE = /^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))|(`+)[^`\n]+?\1/gm;
const MARK = /\[(\d{1,3})\]/g;

/** The numbers that a finished answer names, each once, in the order in which they first come. */
export function marksIn(text: string): number[] {
  const prose = text.replace(CODE, " ");
  return [...new Set([...prose.matchAll(MARK)].map((match) => Number(match[1])))];
}

/** Of a line without code: what it says, and the numbers in it. */
export function withoutMarks(line: string): { plain: string; marks: number[] } {
  const marks = [...line.matchAll(MARK)].map((match) => Number(match[1]));
  return {
    plain: line
      .replace(MARK, "")
      .replace(/\s+([.,;:!?])/g, "$1")
      .replace(/\s+/g, " ")
      .trim(),
    marks,
  };
}
