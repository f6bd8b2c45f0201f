/** Finds `[1]` in an answer where it refers to a source. Inside code, brackets are code. */

/** Fenced blocks, including one without an end, and code spans. */
const CODE = /^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))|(`+)[^`\n]+?\1/gm;
const MARK = /\[(\d{1,3})\]/g;

/** The numbers in a finished answer, each once, in the order of first use. */
export function marksIn(text: string): number[] {
  const prose = text.replace(CODE, " ");
  return [...new Set([...prose.matchAll(MARK)].map((match) => Number(match[1])))];
}

/** For a line without code: its text without marks, and the numbers in it. */
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
