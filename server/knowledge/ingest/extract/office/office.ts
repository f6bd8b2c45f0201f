import { Unreadable, type ExtractedText } from "../extracted.ts";
import { Parts } from "./parts.ts";

/**
 * Extracts the text of a zip file of Office: of Word, Excel, PowerPoint, OpenDocument or EPUB, whichever its parts say it is. Its name
 * does not decide: many files are renamed.
 */
export async function extractOffice(bytes: Uint8Array): Promise<ExtractedText> {
  const parts = new Parts(bytes);
  if (parts.has("META-INF/container.xml") && !parts.has("content.xml"))
    return (await import("./epub.ts")).extractEpub(parts);
  if (parts.has("content.xml")) {
    if ((await parts.xml("META-INF/manifest.xml")).includes("encryption-data"))
      throw new Unreadable("encrypted");
    return (await import("./open-document.ts")).extractOpenDocument(await parts.xml("content.xml"));
  }
  const main = (await parts.relations("")).find(({ type }) => type === "officeDocument")?.part ?? "";
  if (/^xl\//.test(main) || parts.has("xl/workbook.xml"))
    return (await import("./workbook.ts")).extractWorkbook(parts, main || "xl/workbook.xml");
  if (/^ppt\//.test(main) || parts.has("ppt/presentation.xml"))
    return (await import("./slides.ts")).extractSlides(parts, main || "ppt/presentation.xml");
  const word = main || "word/document.xml";
  if (parts.has(word)) return (await import("./docx.ts")).extractDocx(parts, word);
  throw new Unreadable(isArchive(parts.names) ? "archive" : "wrong_type");
}

/** Files that have been packed together, as people send them. */
const isArchive = (names: readonly string[]): boolean =>
  names.some((name) => /\.(?:pdf|docx?|xlsx?|pptx?|txt|md|csv|html?|jpe?g|png)$/i.test(name));
