import type { Mark } from "../../../../shared/knowledge.ts";
import { MAX_DOCUMENT_TEXT } from "../../../../shared/limits.ts";
import { cleanText } from "./clean-text.ts";
import { Unreadable } from "./extracted.ts";
import { MarkList } from "./mark-list.ts";

/** A piece may be one letter: so many become one, as each alone takes 30 bytes. */
const GATHERED = 4_096;

/** Puts a text together of pieces, and knows where in the cleaned whole each of them begins. */
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
    if (this.#pieces.length === GATHERED) this.#join();
    this.#length += piece.length;
    this.#end = (this.#end + piece).slice(-2);
    if (this.#length > MAX_DOCUMENT_TEXT) throw new Unreadable("too_long");
  }

  get isAtLineStart(): boolean {
    return this.#length === 0 || this.#end.endsWith("\n");
  }

  /** One space, where a word stands before it. */
  space(): void {
    if (!this.isAtLineStart && !this.#end.endsWith(" ")) this.append(" ");
  }

  /** Begins a line, with an empty one before it if `blank`. */
  breakLine(blank = false): void {
    if (this.#length === 0) return;
    if (!this.#end.endsWith("\n")) this.append("\n");
    if (blank && this.#end !== "\n\n") this.append("\n");
  }

  mark(mark: Omit<Mark, "offset">): void {
    this.#marks.add({ offset: this.#length, ...mark, label: labelOf(mark.label) });
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
