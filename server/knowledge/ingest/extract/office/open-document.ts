import type { ExtractedText } from "../extracted.ts";
import { Page } from "../page.ts";
import { SheetText } from "../sheet-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { attributeOf, elementsOf } from "../xml/elements.ts";

/** Elements that are not part of the text: former text, drawings' names, scripts, forms' definitions. */
const DROPPED = new Set(
  "tracked-changes script forms annotation-end sequence-decls variable-decls master-styles".split(" "),
);
/** A row or a cell that is repeated is written so often at most: empty ends of a sheet are repeated a million times. */
const MAX_REPEATED = 100;

/** Extracts `content.xml` of OpenDocument: text, spreadsheets and presentations. (ODF 1.3, part 3) */
export function extractOpenDocument(xml: string): ExtractedText {
  return /<(?:[\w.-]+:)?spreadsheet\b/.test(xml) ? readSpreadsheet(xml) : readText(xml);
}

function readText(xml: string): ExtractedText {
  const page = new Page();
  let pages = 0;
  let dropping = 0;
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (dropping === 0) page.text(token.text);
      continue;
    }
    const isOpening = token.type === "open";
    if (DROPPED.has(token.name)) dropping += isOpening ? 1 : -1;
    if (dropping > 0) continue;
    const turn = (name: string): void => (isOpening ? page.open(name) : page.close(name));
    switch (token.name) {
      case "h":
        if (isOpening) page.open(`h${Math.min(6, Number(attributeOf(token.source, "outline-level")) || 1)}`);
        else page.close("h1");
        break;
      case "p":
        turn("p");
        break;
      case "list-item":
        turn("li");
        break;
      case "table":
        turn("table");
        break;
      case "table-row":
        turn("tr");
        break;
      case "table-cell":
        turn("td");
        break;
      case "s":
      case "tab":
        if (isOpening) page.text(" ");
        break;
      case "line-break":
        if (isOpening) page.open("br");
        break;
      // A slide of a presentation.
      case "page":
        if (!isOpening) break;
        pages += 1;
        page.open("h1");
        page.text(attributeOf(token.source, "name") || `Slide ${pages}`);
        page.close("h1");
        break;
    }
  }
  return { ...page.build(), ...(pages === 0 ? {} : { pages }) };
}

function readSpreadsheet(xml: string): ExtractedText {
  const builder = new TextBuilder();
  let sheet: SheetText | null = null;
  let cells = new Map<number, string>();
  let [row, rowRepeats, column, cellRepeats, text, isCell] = [0, 1, 0, 1, "", false];
  let dropping = 0;
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (isCell && dropping === 0) text += token.text;
      continue;
    }
    const isOpening = token.type === "open";
    if (DROPPED.has(token.name) || token.name === "annotation") dropping += isOpening ? 1 : -1;
    switch (token.name) {
      case "table":
        if (isOpening) {
          const name = attributeOf(token.source, "name");
          builder.breakLine(true);
          builder.mark({ kind: "heading", label: name, level: 1 });
          builder.append(`${name}\n\n`);
          sheet = new SheetText(builder);
          row = 0;
        } else sheet?.end();
        break;
      case "table-row":
        if (isOpening) {
          cells = new Map();
          column = 0;
          rowRepeats = Number(attributeOf(token.source, "number-rows-repeated")) || 1;
        } else {
          for (let i = 1; i <= Math.min(rowRepeats, cells.size === 0 ? 0 : MAX_REPEATED); i++)
            sheet?.add(row + i, cells);
          row += rowRepeats;
        }
        break;
      case "table-cell":
      case "covered-table-cell":
        if (isOpening) {
          cellRepeats = Number(attributeOf(token.source, "number-columns-repeated")) || 1;
          text = "";
          isCell = true;
        } else {
          isCell = false;
          if (text.trim() !== "")
            for (let i = 0; i < Math.min(cellRepeats, MAX_REPEATED); i++) cells.set(column + i, text);
          column += cellRepeats;
        }
        break;
      case "p":
        if (isOpening && text !== "") text += " ";
        break;
      case "s":
      case "tab":
        if (isOpening) text += " ";
        break;
    }
  }
  return builder.build();
}
