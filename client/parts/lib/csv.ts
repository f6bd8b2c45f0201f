/** Tables as CSV by RFC 4180. Pure. */
export type Cell = string | number | null;

/** Without it Excel reads a file in the code page of the computer, and "Müller" or "李" is lost. Other programs skip it. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a spreadsheet may take for a formula: a name is chosen by whoever bears it. The wide forms of the signs count too, and blanks before
 * them, which some programs cut off.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u;
const QUOTED = /[",\r\n]|^\s|\s$/u;

export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  // Numbers are our own: a minus before one is no formula.
  if (typeof value === "number") return `${value}`;
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
