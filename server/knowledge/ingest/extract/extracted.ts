import type { DocumentFailure, DocumentNotice, Mark } from "../../../../shared/knowledge.ts";

/** Extracted text, cleaned, with the marks of pages, headings and functions in it. */
export interface ExtractedText {
  text: string;
  marks: Mark[];
  pages?: number;
  /** The title that the document itself contains. */
  title?: string;
  /** What of the file is not in the text. */
  notices?: DocumentNotice[];
}

/** A document that cannot be read. The reason is shown to people. Extractors throw it; their callers catch it. */
export class Unreadable extends Error {
  readonly failure: DocumentFailure;

  constructor(failure: DocumentFailure) {
    super(failure);
    this.name = "Unreadable";
    this.failure = failure;
  }
}
