/** `[1]` in an answer: where it stands for a source. In code brackets are brackets. */

/** Fenced blocks, also one that never ends, and spans of code. */
const CODE = /^(?:```|~~~)[\s\S]*?(?:^(?:```|~~~)|$(?![\s\S]))|(`+)[^`\n]+?\1/gm;
const MARK = /\[(\d{1,3})\]/g;

/** The numbers that a finished answer names, each once, in the order in which they first come. */
export function marksIn(text: string): number[] {
  const prose = text.replace(CODE, " ");
  return [...new Set([...prose.matchAll(MARK)].map((match) => Number(match[1])))];
}
