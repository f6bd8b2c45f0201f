/**
 * Splits a long text into pieces that can be parsed separately, so that only the last one is parsed again while the text grows.
 * The same text is always split in the same way, however it arrived.
 */
export type Piece =
  /** `closed`: the closing fence is present. */
  { type: "code"; text: string; info: string; closed: boolean; raw: string } | { type: "prose"; raw: string };

/** A fence at the beginning of a line ends the piece before it. */
const FENCE = /^(`{3,}|~{3,})([^`\n]*)(?:\n|$)/gm;
/**
 * A line after an empty line that begins like this does not continue a list, quote or table: a letter, a heading, bold text. A
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
  // The closing fence may be longer than the opening one, and nothing may follow it.
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
