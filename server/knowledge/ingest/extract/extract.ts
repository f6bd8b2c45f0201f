import type { DocumentKind } from "../../../../shared/knowledge.ts";
import { MAX_DOCUMENT_TEXT, MAX_HTML_LENGTH, MAX_JSON_LENGTH } from "../../../../shared/limits.ts";
import { cleanText } from "./clean-text.ts";
import { decodeText } from "./decode-text.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { extractMarkdown } from "./markdown.ts";
import { checkType } from "./check-type.ts";

export interface Original {
  kind: DocumentKind;
  language: string | null;
}

/** Extracts the text of an original. Throws `Unreadable` with the reason. */
export async function extract(bytes: Uint8Array, original: Original): Promise<ExtractedText> {
  checkType(bytes, original.kind);
  const extracted = await read(bytes, original);
  if (extracted.text.length > MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
  if (extracted.text.trim() === "") throw new Unreadable("no_text");
  return extracted;
}

/** Extractors are imported on demand: the one for PDFs alone is half of the Worker's size. */
async function read(bytes: Uint8Array, { kind, language }: Original): Promise<ExtractedText> {
  switch (kind) {
    case "pdf":
      return (await import("./pdf.ts")).extractPdf(bytes);
    case "docx":
      return (await import("./docx.ts")).extractDocx(bytes);
    case "html":
      return (await import("./html.ts")).extractHtml(decodeText(bytes, MAX_HTML_LENGTH));
    case "json":
      return (await import("./json.ts")).extractJson(decodeText(bytes, MAX_JSON_LENGTH));
    case "csv":
      return (await import("./csv.ts")).extractCsv(decodeText(bytes, MAX_DOCUMENT_TEXT));
    case "code":
      return (await import("./code.ts")).extractCode(
        cleanText(decodeText(bytes, MAX_DOCUMENT_TEXT)),
        language,
      );
    case "markdown":
    case "note":
      return extractMarkdown(cleanText(decodeText(bytes, MAX_DOCUMENT_TEXT)));
    case "text":
      return { text: cleanText(decodeText(bytes, MAX_DOCUMENT_TEXT)), marks: [] };
  }
}
