/** Maximum text length in one frame, in UTF-16 units. */
const PIECE = 32_768;

/** Splits `text` from offset `from` on. No surrogate pair is split; an offset inside a pair is moved to the start of the pair. */
export function inPieces(text: string, from: number): { offset: number; piece: string }[] {
  const pieces: { offset: number; piece: string }[] = [];
  let offset = wholeAt(text, Math.min(from, text.length));
  while (offset < text.length) {
    const end = wholeAt(text, Math.min(offset + PIECE, text.length));
    pieces.push({ offset, piece: text.slice(offset, end) });
    offset = end;
  }
  return pieces;
}

function wholeAt(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  return at > 0 && at < text.length && before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}
