/** Turns the pieces of text on a page, with their places, into lines. Cells of a table stay in their columns. */

/** A piece of text as pdf.js finds it. Lengths in points, from the lower left corner of the page. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Size of its letters. */
  size: number;
  /** Whether a line ends after it. */
  endsLine: boolean;
}

export interface Line {
  text: string;
  y: number;
}

/** A wider gap separates columns, in sizes of a letter. Spaces between words of a justified line are narrower. */
const COLUMN_GAP = 1.5;

interface Segment {
  x: number;
  end: number;
  text: string;
}

interface Row {
  y: number;
  size: number;
  segments: Segment[];
}

/** Lines in the order of the file, which is nearly always that of reading. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const rows = rowsOf(pieces);
  const lines: Line[] = [];
  for (let at = 0; at < rows.length;) {
    let end = at;
    while (end < rows.length && (rows[end]?.segments.length ?? 0) > 1) end += 1;
    const table = rows.slice(at, end);
    if (table.length > 1) lines.push(...tableLines(table));
    else end = at + 1;
    if (table.length <= 1) lines.push(...rows.slice(at, end).map(plainLine));
    at = end;
  }
  return lines.filter(({ text }) => text.trim() !== "");
}

function rowsOf(pieces: readonly Piece[]): Row[] {
  const rows: Row[] = [];
  let row: Row | null = null;
  for (const piece of pieces) {
    const isBlank = piece.text.trim() === "";
    if (row !== null && !isBlank && Math.abs(piece.y - row.y) > 0.5 * Math.max(row.size, piece.size))
      row = null;
    if (row === null) {
      row = { y: piece.y, size: piece.size, segments: [] };
      rows.push(row);
    }
    const last = row.segments.at(-1);
    const gap = last === undefined ? 0 : piece.x - last.end;
    const wide = COLUMN_GAP * Math.max(row.size, piece.size);
    if (isBlank) {
      if (last !== undefined && piece.text !== "" && piece.width <= wide) {
        last.text += " ";
        last.end = Math.max(last.end, piece.x + piece.width);
      }
    } else if (last === undefined || gap > wide) {
      row.segments.push({ x: piece.x, end: piece.x + piece.width, text: piece.text });
    } else {
      last.text += piece.text;
      last.end = Math.max(last.end, piece.x + piece.width);
    }
    if (piece.endsLine) row = null;
  }
  return rows.filter(({ segments }) => segments.length > 0);
}

const plainLine = ({ y, segments }: Row): Line => ({
  y,
  text: segments.map(({ text }) => text.trim()).join(" "),
});

/** Columns are the stretches that the cells of all rows cover together. Cells that are missing stay empty. */
function tableLines(rows: readonly Row[]): Line[] {
  const columns: { x: number; end: number }[] = [];
  for (const { x, end } of rows.flatMap(({ segments }) => segments).toSorted((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last !== undefined && x < last.end) last.end = Math.max(last.end, end);
    else columns.push({ x, end });
  }
  if (columns.length < 2) return rows.map(plainLine);
  return rows.map(({ y, segments }) => {
    const cells = columns.map(({ x, end }) =>
      segments
        .filter((segment) => segment.x >= x && segment.x < end)
        .map(({ text }) => text.trim())
        .join(" "),
    );
    while (cells.at(-1) === "") cells.pop();
    return { y, text: cells.join(" | ") };
  });
}
