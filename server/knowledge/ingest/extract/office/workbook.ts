import type { ExtractedText } from "../extracted.ts";
import { SheetText } from "../sheet-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { attributeOf, elementsOf } from "../xml/elements.ts";
import { dateText, isDateFormat } from "./cell-dates.ts";
import type { Parts } from "./parts.ts";

/** Extracts the visible sheets of an Excel workbook: one heading each, then a line for each row. (ECMA-376, part 1, chapter 18) */
export async function extractWorkbook(parts: Parts, main: string): Promise<ExtractedText> {
  const relations = await parts.relations(main);
  const strings = await sharedStrings(parts, partOf("sharedStrings"));
  const dates = await dateStyles(parts, partOf("styles"));
  const builder = new TextBuilder();
  const { sheets, epoch1904 } = readSheets(await parts.xml(main));
  for (const { name, id } of sheets) {
    const part = relations.find((one) => one.id === id && one.type === "worksheet")?.part;
    if (part === undefined) continue;
    builder.breakLine(true);
    builder.mark({ kind: "heading", label: name, level: 1 });
    builder.append(`${name}\n\n`);
    const text = new SheetText(builder);
    readRows(await parts.xml(part), { strings, dates, epoch1904 }, (row, cells) => text.add(row, cells));
    text.end();
  }
  return builder.build();

  function partOf(type: string): string {
    return relations.find((one) => one.type === type)?.part ?? "";
  }
}

/** Hidden sheets hold lists for menus and intermediate results. People do not see them. */
function readSheets(xml: string): { sheets: { name: string; id: string }[]; epoch1904: boolean } {
  const sheets: { name: string; id: string }[] = [];
  let epoch1904 = false;
  for (const token of elementsOf(xml)) {
    if (token.type !== "open") continue;
    if (token.name === "workbookPr") epoch1904 = /^(?:1|true)$/.test(attributeOf(token.source, "date1904"));
    if (token.name !== "sheet" || /hidden/i.test(attributeOf(token.source, "state"))) continue;
    sheets.push({ name: attributeOf(token.source, "name"), id: relationId(token.source) });
  }
  return { sheets, epoch1904 };
}

/** `r:id`, not `sheetId`. */
const relationId = (source: string): string => /\s[\w.-]+:id\s*=\s*["']([^"']*)/.exec(source)?.[1] ?? "";

async function sharedStrings(parts: Parts, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text = "";
  let [isText, isPhonetic] = [false, false];
  for (const token of elementsOf(await parts.xml(part))) {
    if (token.type === "text") {
      if (isText && !isPhonetic) text += token.text;
    } else if (token.name === "si") {
      if (token.type === "close") strings.push(text);
      text = "";
    } else if (token.name === "t") isText = token.type === "open";
    else if (token.name === "rPh") isPhonetic = token.type === "open";
  }
  return strings;
}

/** Indexes of the cell formats that show a number as a date. */
async function dateStyles(parts: Parts, part: string): Promise<Set<number>> {
  const formats = new Map<number, string>();
  const styles = new Set<number>();
  let [isCellFormats, at] = [false, 0];
  for (const token of elementsOf(await parts.xml(part))) {
    if (token.type === "text") continue;
    if (token.name === "cellXfs") isCellFormats = token.type === "open";
    if (token.type === "close") continue;
    if (token.name === "numFmt")
      formats.set(Number(attributeOf(token.source, "numFmtId")), attributeOf(token.source, "formatCode"));
    if (token.name !== "xf" || !isCellFormats) continue;
    const format = Number(attributeOf(token.source, "numFmtId"));
    if (isDateFormat(format, formats.get(format))) styles.add(at);
    at += 1;
  }
  return styles;
}

interface Workbook {
  strings: readonly string[];
  dates: ReadonlySet<number>;
  epoch1904: boolean;
}

/** Calls `add` for each row with its number, from 1, and its cells by column, from 0. */
function readRows(xml: string, book: Workbook, add: (row: number, cells: Map<number, string>) => void): void {
  let cells = new Map<number, string>();
  let [row, column, type, style] = [0, -1, "", -1];
  let value = "";
  let isValue = false;
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (isValue) value += token.text;
      continue;
    }
    const isOpening = token.type === "open";
    switch (token.name) {
      case "row":
        if (isOpening) {
          row = Number(attributeOf(token.source, "r")) || row + 1;
          cells = new Map();
          column = -1;
        } else add(row, cells);
        break;
      case "c":
        if (isOpening) {
          column = columnOf(attributeOf(token.source, "r")) ?? column + 1;
          type = attributeOf(token.source, "t");
          style = Number(attributeOf(token.source, "s") || -1);
          value = "";
        } else {
          const text = shown(value, type, style, book);
          if (text !== "") cells.set(column, text);
        }
        break;
      case "v":
      case "t":
        isValue = isOpening;
        break;
    }
  }
}

function shown(value: string, type: string, style: number, { strings, dates, epoch1904 }: Workbook): string {
  if (value === "") return "";
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type === "str" || type === "inlineStr" || type === "e" || type === "d") return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (dates.has(style)) return dateText(number, epoch1904) ?? value;
  // A file holds 0.1 + 0.2 as 0.30000000000000004. Excel shows 15 digits at most.
  return Number.isInteger(number) ? value : String(Number(number.toPrecision(15)));
}

/** `BC12` is column 54, from 0. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
