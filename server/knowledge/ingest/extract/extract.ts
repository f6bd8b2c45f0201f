import type { DocumentKind } from "../../../../shared/knowledge.ts";
import {
  MAX_DOCUMENT_BYTES,
  MAX_DOCUMENT_TEXT,
  MAX_HTML_LENGTH,
  MAX_JSON_LENGTH,
  MAX_PDF_BYTES,
} from "../../../../shared/limits.ts";
import { cleanText } from "./clean-text.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { sniff, type FileType } from "./sniff.ts";
import { declaredCharset, decodeText } from "./text/decode-text.ts";
import { extractMarkdown } from "./text/markdown.ts";

export interface Original {
  kind: DocumentKind;
  language: string | null;
}

/** Kinds that are zip files of Office. What a file holds decides which of them it is. */
const OFFICE: readonly DocumentKind[] = ["docx", "odt", "spreadsheet", "presentation", "book"];

/** Extracts the text of an original. Throws `Unreadable` with the reason. */
export async function extract(bytes: Uint8Array, original: Original): Promise<ExtractedText> {
  if (bytes.length > (original.kind === "pdf" ? MAX_PDF_BYTES : MAX_DOCUMENT_BYTES))
    throw new Unreadable("too_large");
  const type = sniff(bytes);
  if (!agrees(type, original.kind)) throw new Unreadable("wrong_type");
  const extracted = await read(bytes, type, original);
  if (extracted.text.length > MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
  if (extracted.text.trim() === "") throw new Unreadable("no_text");
  return extracted;
}

/** Whether the bytes may be read as the kind that the name claims, so that no file is parsed as a type that nobody expects. */
function agrees(type: FileType, kind: DocumentKind): boolean {
  if (kind === "pdf") return type === "pdf";
  if (OFFICE.includes(kind)) return type === "office";
  return type !== "pdf" && type !== "office";
}

/** Extractors are imported on demand: the one for PDFs alone is half of the Worker's size. */
async function read(bytes: Uint8Array, type: FileType, { kind, language }: Original): Promise<ExtractedText> {
  if (type === "pdf") return (await import("./pdf/pdf.ts")).extractPdf(bytes);
  if (type === "office") return (await import("./office/office.ts")).extractOffice(bytes);
  if (type === "rtf" && kind !== "code" && kind !== "note")
    return (await import("./text/rtf.ts")).extractRtf(new TextDecoder("latin1").decode(bytes));
  const decoded = (max: number): string => decodeText(bytes, { max, declared: declaredCharset(bytes) });
  switch (kind) {
    case "email":
      return (await import("./mail/email.ts")).extractEmail(bytes);
    case "html": {
      const mail = await import("./mail/email.ts");
      if (mail.isMessage(bytes)) return mail.extractMhtml(bytes);
      return (await import("./web/html.ts")).extractHtml(decoded(MAX_HTML_LENGTH));
    }
    case "feed": {
      const xml = decoded(MAX_HTML_LENGTH);
      const { extractFeed, isFeed } = await import("./web/feed.ts");
      return isFeed(xml) ? extractFeed(xml) : { text: cleanText(xml), marks: [] };
    }
    case "json":
      return (await import("./text/json.ts")).extractJson(decoded(MAX_JSON_LENGTH));
    case "notebook":
      return (await import("./text/notebook.ts")).extractNotebook(decoded(MAX_JSON_LENGTH));
    case "csv":
      return (await import("./text/csv.ts")).extractCsv(decoded(MAX_DOCUMENT_TEXT));
    case "code":
      return (await import("./text/code.ts")).extractCode(cleanText(decoded(MAX_DOCUMENT_TEXT)), language);
    case "markdown":
    case "note":
      return extractMarkdown(cleanText(decoded(MAX_DOCUMENT_TEXT)));
    default:
      // Exports named `.xls` and letters named `.doc` are often pages.
      if (type === "html") return (await import("./web/html.ts")).extractHtml(decoded(MAX_HTML_LENGTH));
      return { text: cleanText(withoutTerminalCodes(decoded(MAX_DOCUMENT_TEXT))), marks: [] };
  }
}

/** Logs hold colours and moves of the cursor for terminals. (ECMA-48) */
const withoutTerminalCodes = (text: string): string =>
  text.includes("\u001b")
    ? text.replace(
        /\u001b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,1000}(?:\u0007|\u001b\\)|[@-Z\\^_])/g,
        "",
      )
    : text;
