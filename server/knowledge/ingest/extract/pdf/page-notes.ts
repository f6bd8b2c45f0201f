/** What people have written on a page: values of its form and notes. */
import type { Line, Piece } from "./page-lines.ts";

/** An annotation as pdf.js reads it. */
export interface Annotation {
  subtype?: unknown;
  fieldName?: unknown;
  fieldValue?: unknown;
  checkBox?: unknown;
  password?: unknown;
  hidden?: unknown;
  contentsObj?: unknown;
  rect?: unknown;
}

/** Values of form fields, as pieces at the places of the fields, so that they come to stand beside their labels. */
export function fieldPieces(annotations: readonly Annotation[], lines: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { subtype, fieldName, fieldValue, checkBox, password, hidden, rect } of annotations) {
    if (subtype !== "Widget" || password === true || hidden === true || !Array.isArray(rect)) continue;
    const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
    const value = values.filter((one) => typeof one === "string" && one !== "" && one !== "Off").join(", ");
    if (value === "") continue;
    const [left = 0, bottom = 0, right = 0, top = 0] = rect.map(Number);
    const text = checkBox === true ? `[x] ${typeof fieldName === "string" ? fieldName : ""}`.trim() : value;
    const label = lines.find(({ y, size }) => y + size / 3 >= bottom && y + size / 3 <= top);
    const y = label?.y ?? bottom;
    pieces.push({
      text,
      x: left,
      y,
      width: right - left,
      size: label?.size ?? top - bottom,
      endsLine: false,
    });
  }
  return pieces;
}

/** Puts each field's value after the last piece of its line; without a line it is a line of its own at the end. */
export function withFields(pieces: readonly Piece[], fields: readonly Piece[]): Piece[] {
  const merged = [...pieces];
  for (const field of fields) {
    const at = merged.findLastIndex(({ text, x, y }) => text.trim() !== "" && y === field.y && x <= field.x);
    if (at === -1) {
      const last = merged.at(-1);
      if (last !== undefined) last.endsLine = true;
      merged.push({ ...field, endsLine: true });
      continue;
    }
    const label = merged[at];
    if (label === undefined) continue;
    const gap = { ...field, text: " ", x: label.x + label.width, width: 1, endsLine: false };
    // Right after its label, so that the two are one cell of the line.
    merged.splice(at + 1, 0, gap, { ...field, x: label.x + label.width + 1, endsLine: label.endsLine });
    merged[at] = { ...label, endsLine: false };
  }
  return merged;
}

const NOTES = new Set([
  "Text",
  "FreeText",
  "Highlight",
  "Underline",
  "Squiggly",
  "StrikeOut",
  "Stamp",
  "Caret",
]);

/** Notes that reviewers have written. Those of FreeText stand on the page as text. */
export function noteLines(annotations: readonly Annotation[]): Line[] {
  return annotations.flatMap(({ subtype, contentsObj, hidden }) => {
    if (typeof subtype !== "string" || !NOTES.has(subtype) || hidden === true) return [];
    const said =
      typeof contentsObj === "object" && contentsObj !== null && "str" in contentsObj ? contentsObj.str : "";
    if (typeof said !== "string" || said.trim() === "") return [];
    return [{ y: 0, text: subtype === "FreeText" ? said.trim() : `Note: ${said.trim()}` }];
  });
}
