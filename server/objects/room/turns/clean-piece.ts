/** Controls that are no tab and no line feed: escape sequences of terminals begin with one. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A piece of a model's text as the room takes it: without control characters, and well-formed. A pair may be split over
 * two pieces: `half` is the beginning of one, to be put before the next piece.
 */
export function cleanPiece(piece: string): { text: string; half: string } {
  const last = piece.charCodeAt(piece.length - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  const whole = isHalf ? piece.slice(0, -1) : piece;
  return { text: whole.toWellFormed().replace(CONTROLS, ""), half: isHalf ? piece.slice(-1) : "" };
}
