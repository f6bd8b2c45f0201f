/**
 * A long text in pieces that can be read each on its own, so that only the last of them is read again while it grows. The
 * same text is always split in the same way, however it came.
 */
export type Piece =
  /** `closed`: the fence that ends it is there. */
  { type: "code"; text: string; info: string; closed: boolean; raw: string } | { type: "prose"; raw: string };

/** A fence at the beginning of a line ends whatever stands before it. */
const FENCE = /^(`{3,}|~{3,})([^`\n]*)(?:\n|$)/gm;
/**
 * After an empty line, a line that begins like this continues no list, quote or table: a letter, a heading, something bold. A
 * digit may become the next item of a list.
 */
const BEGINS_ANEW = /\n[ \t]*\n(?=\p{L}|#{1,6} |\*\*[^\s*])/u;

export function splitAnswer(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    FENCE.lastIndex = at;
    const fence = FENCE.exec(text);
    for (const raw of splitProse(text.slice(at, fence?.index))) pieces.push({ type: "prose", raw });
    if (fence === null) break;
    const code = codeFrom(text, fence);
    pieces.push(code);
    at = fence.index + code.raw.length;
  }
  return pieces;
}

function codeFrom(text: string, fence: RegExpExecArray): Extract<Piece, { type: "code" }> {
  const [opening, mark = "", info = ""] = fence;
  const begin = fence.index + opening.length;
  // No longer fence is too long to end it, and nothing may follow.
  const closing = new RegExp(`^ {0,3}${mark.charAt(0)}{${mark.length},}[ \\t]*(?:\\n|$)`, "gm");
  closing.lastIndex = begin;
  const end = closing.exec(text);
  if (end === null) {
    return { type: "code", text: text.slice(begin), info, closed: false, raw: text.slice(fence.index) };
  }
  const inside = text.slice(begin, end.index).replace(/\n$/, "");
  const raw = text.slice(fence.index, end.index + end[0].length);
  return { type: "code", text: inside, info, closed: true, raw };
}

function splitProse(text: string): string[] {
  return text.split(BEGINS_ANEW).filter((piece) => piece.trim() !== "");
}
