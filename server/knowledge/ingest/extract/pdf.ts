import { MAX_PDF_PAGES } from "../../../../shared/limits.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { TextBuilder } from "./text-builder.ts";

/** Total time to read one file, ms. */
const READ_TIMEOUT_MS = 90_000;

/** After this many pages the caches for fonts and images are dropped. They are filled again on demand. */
const PAGES_BETWEEN_CLEANUPS = 50;

type Pdf = Awaited<ReturnType<typeof open>>;

/** Extracts the text of each page, marked with the page number. Images are never decoded, so scans have no text. */
export async function extractPdf(bytes: Uint8Array): Promise<ExtractedText> {
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > MAX_PDF_PAGES) throw new Unreadable("too_many_pages");
    const builder = await inTime(readPages(pdf));
    const { text, marks } = builder.build();
    if (text.trim() === "") throw new Unreadable("no_text");
    return { text, marks, pages: pdf.numPages };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function open(bytes: Uint8Array) {
  const { getResolvedPDFJS } = await import("unpdf");
  const { getDocument } = await getResolvedPDFJS();
  try {
    return await inTime(
      getDocument({
        data: bytes,
        useSystemFonts: false,
        disableFontFace: true,
        stopAtErrors: false,
        maxImageSize: 0,
        verbosity: 0,
      }).promise,
    );
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable("not_readable");
  }
}

async function readPages(pdf: Pdf): Promise<TextBuilder> {
  const builder = new TextBuilder();
  for (let number = 1; number <= pdf.numPages; number++) {
    builder.breakLine(true);
    builder.mark({ kind: "page", label: String(number) });
    builder.append(await readPage(pdf, number));
    if (number % PAGES_BETWEEN_CLEANUPS === 0) await pdf.cleanup();
  }
  return builder;
}

/** A page that cannot be read does not stop the reading of the others. */
async function readPage(pdf: Pdf, number: number): Promise<string> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: false });
    page.cleanup();
    const words = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""));
    const lines = words.join("").split("\n");
    return joinHyphens(lines.map((line) => line.trimEnd()).join("\n"));
  } catch (error) {
    console.warn("page could not be read", { number, error: String(error) });
    return "";
  }
}

/** Joins a word that was hyphenated at the end of a line. */
const joinHyphens = (text: string): string => text.replace(/(\p{Ll})-\n(\p{Ll})/gu, "$1$2");

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreadable("not_readable")), READ_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
