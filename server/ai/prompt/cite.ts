/**
 * Normalizes source marks in an answer while it streams (CITE-2). Every notation for "source 2" becomes `[2]`. A number that
 * the model was not given is removed before it is shown. Text inside code stays unchanged.
 */
import { CodeState } from "../model/code-state.ts";

/** `[1]`, `[1, 2]`, `[Source 1]`, `【1】`, `【1†source】`, with the white space before it. */
const MARK =
  /([ \t]*)[[【]((?:sources?[ :]*)?\d{1,3}(?:\s*[,;&]\s*(?:sources?[ :]*)?\d{1,3})*)(?:†[^[\]【】`\n]{0,40})?[\]】]/gi;
/** An incomplete mark at the end of the text, which the next piece may complete. */
const BEGUN = /`+$|[ \t]*(?:[[【](?:[\d\s,;&:]|sources?|s|so|sou|sour|sourc)*(?:†[^[\]【】`\n]{0,40})?)?$/i;
/** An open bracket that may still become a mark. */
const OPEN = /[[【][\d\s,;&]*$/;
/** Maximum length of a mark without the white space before it, UTF-16 units. Longer brackets are text. */
const MAX_MARK_LENGTH = 60;

export class CitationMarks {
  /** Sources are numbered from 1 to this. It grows when a tool finds more. */
  #given: number;
  #held = "";
  /** The end of the prose that is final. */
  #before = "";
  #code = new CodeState();

  constructor(given: number) {
    this.#given = given;
  }

  /** The model knows sources up to this number now. */
  give(given: number): void {
    this.#given = given;
  }

  /** Returns the text that can be shown now. */
  push(text: string): string {
    const all = this.#held + text;
    const begun = all.match(BEGUN)?.[0] ?? "";
    this.#held = begun.trimStart().length > MAX_MARK_LENGTH ? "" : begun.slice(-2 * MAX_MARK_LENGTH);
    return this.#settle(all.slice(0, all.length - this.#held.length));
  }

  end(): string {
    const rest = this.#held;
    this.#held = "";
    return this.#settle(rest);
  }

  #settle(text: string): string {
    return this.#code
      .split(text)
      .map(({ piece, isCode }) => (isCode ? piece : this.#prose(piece)))
      .join("");
  }

  #prose(piece: string): string {
    const before = this.#before;
    this.#before = (before + piece).slice(-MAX_MARK_LENGTH);
    return piece.replace(MARK, (mark: string, space: string, numbers: string, at: number) => {
      if (mark.length - space.length > MAX_MARK_LENGTH) return mark;
      const known = this.#known(numbers);
      if (known.length > 0) return space + known.map((n) => `[${n}]`).join("");
      // The text around it must not become a mark in its place.
      return OPEN.test(before + piece.slice(0, at)) ? " " : "";
    });
  }

  #known(numbers: string): number[] {
    const all = [...numbers.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    return [...new Set(all)].filter((n) => n >= 1 && n <= this.#given);
  }
}
