/** Parts a text into pieces that are spoken one after the other, at ends of sentences where there are some. */

/** No piece is longer than `most` UTF-16 units. The first one is short, so that the voice begins soon. */
export function spokenPieces(text: string, most: number, first = most): string[] {
  const pieces: string[] = [];
  let piece = "";
  const bound = () => (pieces.length === 0 ? Math.min(first, most) : most);
  for (const sentence of sentencesOf(text)) {
    if (piece !== "" && piece.length + sentence.length > bound()) {
      pieces.push(piece);
      piece = "";
    }
    let rest = piece + sentence;
    while (rest.length > most) {
      const end = cutAt(rest, most);
      pieces.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    piece = rest;
  }
  pieces.push(piece);
  return pieces.map((each) => each.trim()).filter((each) => each !== "");
}

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const sentencesOf = (text: string): string[] => [...sentences.segment(text)].map(({ segment }) => segment);

/** The last space before the bound, or the bound itself in a script without spaces; never within a surrogate pair. */
function cutAt(text: string, most: number): number {
  const space = text.lastIndexOf(" ", most - 1);
  if (space > most / 2) return space + 1;
  const last = text.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
}
