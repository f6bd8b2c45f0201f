import type { DocumentFailure, Mark } from "../../../../shared/knowledge.ts";

/** What was read of a document: cleaned text, and what of it begins where. */
export interface ExtractedText {
  text: string;
  marks: Mark[];
  pages?: number;
  /** What the document calls itself. */
  title?: string;
}

/** A document that cannot be read, for a reason that is told to people. Thrown by extractors, caught where they are called. */
export class Unreadable extends Error {
  readonly failure: DocumentFailure;

  constructor(failure: DocumentFailure) {
    super(failure);
    this.name = "Unreadable";
    this.failure = failure;
  }
}
