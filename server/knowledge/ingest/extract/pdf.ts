import { MAX_PDF_PAGES } from "../../../../shared/limits.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { TextBuilder } from "./text-builder.ts";

/** Whatever a file does, its reading ends. Milliseconds. */
const TIME = 90_000;

/** After so many pages what was made of fonts and the like is dropped, and made again if it is needed. */
const PAGES_KEPT = 50;

type Pdf = Awaited<ReturnType<typeof open>>;

/** The text of each page, marked with its number. Pictures are never decoded; scans have no text. */
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
    if (number % PAGES_KEPT === 0) await pdf.cleanup();
  }
  return builder;
}

/** A page that cannot be read leaves the others readable. */
async function readPage(pdf: Pdf, number: number): Promise<string> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: false });
    page.cleanup();
    const words = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : ""));
    const lines = words.join("").split("\n");
    return joinHyphens(lines.map((line) => line.trimEnd()).join("\n"));
  } catch (error) {
    console.warn("page not read", { number, error: String(error) });
    return "";
  }
}

/** A word that was broken at the end of a line. */
const joinHyphens = (text: string): string => text.replace(/(\p{Ll})-\n(\p{Ll})/gu, "$1$2");

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreadable("not_readable")), TIME);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
