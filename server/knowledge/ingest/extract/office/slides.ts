import type { ExtractedText } from "../extracted.ts";
import { Page } from "../page.ts";
import { attributeOf, elementsOf } from "../xml/elements.ts";
import type { Parts } from "./parts.ts";

/** Extracts the slides of a PowerPoint presentation in their order, each under its title, with its notes. (ECMA-376, part 1, chapter 19) */
export async function extractSlides(parts: Parts, main: string): Promise<ExtractedText> {
  const relations = await parts.relations(main);
  const page = new Page();
  let number = 0;
  for (const token of elementsOf(await parts.xml(main))) {
    if (token.type !== "open" || token.name !== "sldId") continue;
    const id = /\s[\w.-]+:id\s*=\s*["']([^"']*)/.exec(token.source)?.[1];
    const part = relations.find((one) => one.id === id)?.part;
    if (part === undefined) continue;
    number += 1;
    const xml = await parts.xml(part);
    // Hidden slides are not shown.
    if (/<(?:[\w.-]+:)?sld\s[^>]{0,2000}\bshow\s*=\s*["'](?:0|false)/.test(xml.slice(0, 4_000))) continue;
    const slide = readShapes(xml);
    page.open("h1");
    page.text(slide.title === "" ? `Slide ${number}` : slide.title);
    page.close("h1");
    slide.write(page);
    const notes = (await parts.relations(part)).find(({ type }) => type === "notesSlide")?.part;
    if (notes === undefined) continue;
    const said = readShapes(await parts.xml(notes));
    said.write(page);
  }
  return { ...page.build(), pages: number };
}

/** Placeholders that repeat on every slide: date, footer, slide number, the picture of the slide on its notes. */
const EDGES = new Set(["dt", "ftr", "sldNum", "sldImg", "hdr"]);

interface Line {
  text: string;
  isCell: boolean;
  startsRow: boolean;
}

function readShapes(xml: string): { title: string; write: (page: Page) => void } {
  const lines: Line[] = [];
  let title = "";
  let [placeholder, text, isText] = ["", "", false];
  let [cells, startsRow] = [0, false];
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (isText) text += token.text;
      continue;
    }
    const isOpening = token.type === "open";
    switch (token.name) {
      case "sp":
        placeholder = "";
        break;
      case "ph":
        if (isOpening) placeholder = attributeOf(token.source, "type") || "body";
        break;
      case "t":
        isText = isOpening;
        break;
      case "br":
        if (isOpening) text += " ";
        break;
      case "tr":
        startsRow ||= isOpening;
        break;
      case "tc":
        cells += isOpening ? 1 : -1;
        if (isOpening) text = "";
        else {
          lines.push({ text: text.trim(), isCell: true, startsRow });
          text = "";
          startsRow = false;
        }
        break;
      case "p":
        if (isOpening) {
          if (cells === 0) text = "";
          else if (text !== "") text += " ";
          break;
        }
        if (cells > 0 || EDGES.has(placeholder) || text.trim() === "") break;
        if (/title/i.test(placeholder) && title === "") title = text.trim();
        else lines.push({ text: text.trim(), isCell: false, startsRow: false });
        text = "";
        break;
    }
  }
  return { title, write: (page) => writeLines(page, lines) };
}

function writeLines(page: Page, lines: readonly Line[]): void {
  for (const { text, isCell, startsRow } of lines) {
    if (!isCell) page.open("p");
    else {
      if (startsRow) page.open("tr");
      page.open("td");
    }
    page.text(text);
    if (isCell) page.close("td");
  }
  page.open("p");
}
