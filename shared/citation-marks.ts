/** Finds `[1]` in an answer where it refers to a source. Inside code, brackets are code. */

/** Fenced blocks, including one without an end, and code spans. */
const CODE = /^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))|(`+)[^`\n]+?\1/gm;
const MARK = /\[(\d{1,3})\]/g;

/** The numbers in a finished answer, each once, in the order of first use. */
export function marksIn(text: string): number[] {
  const prose = text.replace(CODE, " ");
  return [...new Set([...prose.matchAll(MARK)].map((match) => Number(match[1])))];
}

const CODE_OR_MARK = new RegExp(`${CODE.source}|[ \\t]*\\[\\d{1,3}\\]`, "gm");
/** A mark that a cut has parted. */
const PARTED = /[ \t]*\[\d{0,3}$/;

/** The beginning of an answer without its marks, for previews: there a number refers to nothing. Code stays as it is. */
export function withoutCitations(beginning: string): string {
  return beginning
    .replace(CODE_OR_MARK, (found) => (found.startsWith("`") || found.startsWith("~") ? found : ""))
    .replace(PARTED, "");
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
