import type { Mark } from "../../../../shared/knowledge.ts";
import { MAX_DOCUMENT_TEXT } from "../../../../shared/limits.ts";
import { cleanText } from "./clean-text.ts";
import { Unreadable } from "./extracted.ts";
import { MarkList } from "./mark-list.ts";

/** Pieces are joined in groups of this number: a piece may be one letter, and each separate string takes 30 bytes. */
const PIECES_PER_JOIN = 4_096;

/** Joins pieces of text and records the offset of each mark in the cleaned text. */
export class TextBuilder {
  readonly #marks = new MarkList();
  readonly #joined: string[] = [];
  #pieces: string[] = [];
  #length = 0;
  #end = "";

  get length(): number {
    return this.#length;
  }

  append(raw: string): void {
    const piece = cleanText(raw);
    if (piece === "") return;
    this.#pieces.push(piece);
    if (this.#pieces.length === PIECES_PER_JOIN) this.#join();
    this.#length += piece.length;
    this.#end = (this.#end + piece).slice(-2);
    if (this.#length > MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
  }

  get isAtLineStart(): boolean {
    return this.#length === 0 || this.#end.endsWith("\n");
  }

  /** Writes one space if a word precedes it. */
  space(): void {
    if (!this.isAtLineStart && !this.#end.endsWith(" ")) this.append(" ");
  }

  /** Begins a new line. With `blank` there is an empty line before it. */
  breakLine(blank = false): void {
    if (this.#length === 0) return;
    if (!this.#end.endsWith("\n")) this.append("\n");
    if (blank && this.#end !== "\n\n") this.append("\n");
  }

  mark(mark: Omit<Mark, "offset">): void {
    this.#marks.add({ offset: this.#length, ...mark, label: labelOf(mark.label) });
  }

  /** Appends a part that was extracted by itself, with its marks. */
  appendExtracted({ text, marks }: { text: string; marks: readonly Mark[] }): void {
    const from = this.#length;
    this.append(text);
    for (const mark of marks) this.#marks.add({ ...mark, offset: mark.offset + from });
  }

  build(): { text: string; marks: Mark[] } {
    this.#join();
    return { text: this.#joined.join(""), marks: this.#marks.build() };
  }

  #join(): void {
    this.#joined.push(this.#pieces.join(""));
    this.#pieces = [];
  }
}

const MAX_LABEL = 200;

/** A label on one line. */
export function labelOf(raw: string): string {
  const label = cleanText(raw).replace(/\s+/g, " ").trim();
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 1).toWellFormed()}…`;
}
