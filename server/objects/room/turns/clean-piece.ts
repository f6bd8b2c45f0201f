/** Control characters except tab and line feed. Terminal escape sequences begin with one of them. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Cleans a piece of a model's text: no control characters, and well-formed UTF-16. A surrogate pair may be split over two pieces:
 * `half` is its first half, and the caller puts it before the next piece.
 */
export function cleanPiece(piece: string): { text: string; half: string } {
  const last = piece.charCodeAt(piece.length - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  const whole = isHalf ? piece.slice(0, -1) : piece;
  return { text: whole.toWellFormed().replace(CONTROLS, ""), half: isHalf ? piece.slice(-1) : "" };
}
