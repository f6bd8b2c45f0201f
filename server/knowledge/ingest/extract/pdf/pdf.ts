import type { DocumentNotice } from "../../../../../shared/knowledge.ts";
import { MAX_DOCUMENT_TEXT, MAX_PDF_PAGES } from "../../../../../shared/limits.ts";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { TextBuilder } from "../text-builder.ts";
import { HiddenText, type OperatorNumbers } from "./hidden-text.ts";
import { joinPages } from "./join-pages.ts";
import { linesOf, type Line, type Piece } from "./page-lines.ts";
import { fieldPieces, noteLines, withFields } from "./page-notes.ts";

/** Total time to read one file, ms. */
const READ_TIMEOUT_MS = 90_000;

/** After this many pages the caches for fonts and images are dropped. They are filled again on demand. */
const PAGES_BETWEEN_CLEANUPS = 50;

type Pdf = Awaited<ReturnType<typeof open>>["pdf"];

/** The lines of a page, and whether text of it was left out because it is hidden. */
interface ReadPage {
  lines: Line[];
  hasHidden: boolean;
}

/** Extracts the text of each page, marked with the page number. Images are never decoded, so scans have no text. */
export async function extractPdf(bytes: Uint8Array): Promise<ExtractedText> {
  const { pdf, operators } = await open(bytes);
  try {
    if (pdf.numPages > MAX_PDF_PAGES) throw new Unreadable("too_many_pages");
    const pages = await inTime(readPages(pdf, operators));
    const builder = new TextBuilder();
    joinPages(pages.map(({ lines }) => lines)).forEach(({ text, continues }, at) => {
      if (continues) builder.space();
      else builder.breakLine(true);
      builder.mark({ kind: "page", label: String(at + 1) });
      builder.append(text);
    });
    const { text, marks } = builder.build();
    if (text.trim() === "")
      throw new Unreadable(pages.some(({ hasHidden }) => hasHidden) ? "no_text" : "scan");
    return { text, marks, pages: pdf.numPages, notices: noticesOf(pages) };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function noticesOf(pages: readonly ReadPage[]): DocumentNotice[] {
  const empty = pages.flatMap(({ lines }, at) => (lines.length === 0 ? [at + 1] : []));
  return [
    ...(empty.length === 0 ? [] : [{ type: "pages_without_text" as const, pages: rangesOf(empty) }]),
    ...(pages.some(({ hasHidden }) => hasHidden) ? [{ type: "hidden_text_left_out" as const }] : []),
  ];
}

/** `[2, 3, 4, 7]` as `[[2, 4], [7, 7]]`. */
function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

async function open(bytes: Uint8Array) {
  const { getResolvedPDFJS } = await import("unpdf");
  const { getDocument, OPS } = await getResolvedPDFJS();
  try {
    const pdf = await inTime(
      getDocument({
        data: bytes,
        useSystemFonts: false,
        disableFontFace: true,
        stopAtErrors: false,
        maxImageSize: 0,
        verbosity: 0,
      }).promise,
    );
    return { pdf, operators: OPS };
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(
      error instanceof Error && error.name === "PasswordException" ? "encrypted" : "not_readable",
    );
  }
}

async function readPages(pdf: Pdf, operators: OperatorNumbers): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await readPage(pdf, operators, number);
    pages.push(page);
    length += page.lines.reduce((sum, { text }) => sum + text.length, 0);
    if (length > MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
    if (number % PAGES_BETWEEN_CLEANUPS === 0) await pdf.cleanup();
  }
  return pages;
}

/** A page that cannot be read does not stop the reading of the others. */
async function readPage(pdf: Pdf, operators: OperatorNumbers, number: number): Promise<ReadPage> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: false });
    const annotations = await page.getAnnotations();
    const hidden =
      items.length === 0 ? null : new HiddenText(await page.getOperatorList(), operators, page.view);
    page.cleanup();
    const all = items.flatMap((item) => ("str" in item ? [pieceOf(item)] : []));
    const shown = all.map((piece) =>
      hidden?.isHidden(piece) === true ? { ...piece, text: "", width: 0 } : piece,
    );
    const pieces = withFields(shown, fieldPieces(annotations, shown));
    return {
      lines: [...linesOf(pieces), ...noteLines(annotations)],
      hasHidden: all.some(({ text }, at) => text !== shown[at]?.text),
    };
  } catch (error) {
    console.warn("page could not be read", { number, error: String(error) });
    return { lines: [], hasHidden: false };
  }
}

function pieceOf(item: { str: string; transform: number[]; width: number; hasEOL: boolean }): Piece {
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
  return { text: item.str, x, y, width: item.width, size: Math.hypot(a, b), endsLine: item.hasEOL };
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreadable("too_long")), READ_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
