import { MAX_DOCUMENT_TEXT } from "../../../../../shared/limits.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { declaredCharset, decodeText } from "../text/decode-text.ts";
import { labelOf, TextBuilder } from "../text-builder.ts";
import { extractHtml } from "../web/html.ts";
import { attributeOf, elementsOf } from "../xml/elements.ts";
import { resolvePart, type Parts } from "./parts.ts";

/** Extracts the chapters of a book in reading order. (EPUB 3.3, OCF and package document) */
export async function extractEpub(parts: Parts): Promise<ExtractedText> {
  if (
    (await parts.xml("META-INF/encryption.xml")).includes("EncryptedData") &&
    parts.has("META-INF/rights.xml")
  )
    throw new Unreadable("encrypted");
  const root = rootFile(await parts.xml("META-INF/container.xml"));
  const folder = root.slice(0, root.lastIndexOf("/") + 1);
  const { title, chapters } = readPackage(await parts.xml(root));
  const builder = new TextBuilder();
  for (const chapter of chapters) {
    const bytes = await parts.bytes(resolvePart(folder, pathOf(chapter)));
    if (bytes === null) continue;
    const html = decodeText(bytes, { max: MAX_DOCUMENT_TEXT, declared: declaredCharset(bytes) });
    builder.breakLine(true);
    builder.appendExtracted(extractHtml(html));
  }
  return { ...builder.build(), ...(title === "" ? {} : { title }) };
}

/** A path in the file: without the anchor, and without percent signs where they are meant as in addresses. */
function pathOf(href: string): string {
  const path = href.split("#")[0] ?? "";
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function rootFile(xml: string): string {
  for (const token of elementsOf(xml))
    if (token.type === "open" && token.name === "rootfile") return attributeOf(token.source, "full-path");
  throw new Unreadable("wrong_type");
}

function readPackage(xml: string): { title: string; chapters: string[] } {
  const files = new Map<string, string>();
  const order: string[] = [];
  let [title, isTitle] = ["", false];
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (isTitle) title += token.text;
      continue;
    }
    if (token.name === "title") isTitle = token.type === "open" && title === "";
    if (token.type === "close") continue;
    if (token.name === "item") files.set(attributeOf(token.source, "id"), attributeOf(token.source, "href"));
    if (token.name === "itemref" && attributeOf(token.source, "linear") !== "no")
      order.push(files.get(attributeOf(token.source, "idref")) ?? "");
  }
  return { title: labelOf(title), chapters: order.filter((href) => href !== "") };
}
