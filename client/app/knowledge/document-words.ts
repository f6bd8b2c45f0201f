import type { Document, DocumentFailure, DocumentState } from "../../../shared/knowledge.ts";
import { formatNumber, plural, sizeWords } from "../../ui/format.ts";

export const stateNames: Record<DocumentState, string> = {
  stored: "Waiting",
  reading: "Reading",
  cutting: "Splitting into passages",
  embedding: "Preparing for search",
  indexing: "Indexing",
  ready: "Ready",
  failed: "Failed",
};

/** The processing stages in their order. The progress bar gives each stage the same share. */
export const stages = [
  "stored",
  "reading",
  "cutting",
  "embedding",
  "indexing",
] as const satisfies DocumentState[];

/** Progress over all stages, from 0 to 1. */
export function shareDone({ state, progress }: Pick<Document, "state" | "progress">): number {
  if (state === "ready") return 1;
  const at = stages.findIndex((stage) => stage === state);
  return at < 0 ? 0 : (at + Math.min(1, Math.max(0, progress))) / stages.length;
}

/** Why processing failed, as a sentence that says what the person can do. */
export const failureWords: Record<DocumentFailure, string> = {
  too_large: "The file is too large.",
  too_many_pages: "It has too many pages. Split it, and add the parts.",
  too_long: "It has too much text. Split it, and add the parts.",
  wrong_type: "This type of file is not supported, or its content does not match its name.",
  old_office: "This is an old Office format. Save it as .docx, .xlsx or .pptx, and add that file.",
  outlook_message: "This is an Outlook message. Save it as .eml or PDF, and add that file.",
  picture: "This is an image. Add a PDF or a document with its text.",
  archive: "This is an archive. Unpack it, and add the files.",
  encrypted: "It is password-protected. Save it without a password, and add that file.",
  not_readable: "The file is damaged. Open it, save it again, and add that file.",
  no_text: "There is no text in it.",
  scan: "Its pages are images without text. Run text recognition (OCR), and add the new PDF.",
  not_fetched: "The address did not return a readable page.",
  embedding_failed: "It could not be prepared for search. Try again in a moment.",
  internal: "Something went wrong on the server.",
};

/** Failures that may end by themselves. For any other, another attempt on the same file fails in the same way. */
const mayPass: readonly DocumentFailure[] = ["not_fetched", "embedding_failed", "internal"];

export const mayWorkLater = (failure: DocumentFailure = "internal"): boolean => mayPass.includes(failure);

/** Whether the text is shown in a fixed-width font, with its line breaks and columns kept. */
export const isMono = (document: Pick<Document, "kind"> | undefined): boolean =>
  document !== undefined && ["code", "csv", "json"].includes(document.kind);

const kinds: Record<Document["kind"], string> = {
  markdown: "Markdown",
  text: "Text",
  html: "Web page",
  csv: "Table",
  json: "JSON",
  pdf: "PDF",
  docx: "Word",
  odt: "OpenDocument",
  spreadsheet: "Spreadsheet",
  presentation: "Presentation",
  book: "Book",
  rtf: "Rich text",
  email: "Mail",
  notebook: "Notebook",
  feed: "Feed",
  code: "Code",
  note: "Note",
};

/** Display names of languages for which a capital first letter is not enough. */
const languages: Partial<Record<string, string>> = {
  ...{ typescript: "TypeScript", javascript: "JavaScript", css: "CSS", php: "PHP", sql: "SQL" },
  ...{ csharp: "C#", cpp: "C++", yaml: "YAML", toml: "TOML", xml: "XML", html: "HTML" },
};

export function kindName({ kind, language }: Pick<Document, "kind" | "language">): string {
  if (kind !== "code" || language === undefined) return kinds[kind];
  return languages[language] ?? language.charAt(0).toLocaleUpperCase() + language.slice(1);
}

/** "PDF · 1.2 MB · 12 pages · 40 pieces" */
export function factsOf(document: Document): string {
  return [
    kindName(document),
    sizeWords(document.bytes),
    document.pages === undefined ? "" : plural(document.pages, "page", "pages"),
    document.chunks === undefined ? "" : plural(document.chunks, "passage", "passages"),
    document.cited === 0 ? "" : `cited ${plural(document.cited, "time", "times")}`,
    document.version === 1 ? "" : `version ${formatNumber(document.version)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
