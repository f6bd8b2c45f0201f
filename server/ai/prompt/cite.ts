/**
 * The marks of sources in an answer while it streams (CITE-2). Whatever a model writes for "source 2" becomes `[2]`; a number that
 * it was not given is taken out before anyone sees it. Inside code nothing is touched.
 */

/** `[1]`, `[1, 2]`, `[Source 1]`, `【1】`, `【1†source】`, with the white space before it. */
const MARK =
  /([ \t]*)[[【]((?:sources?[ :]*)?\d{1,3}(?:\s*[,;&]\s*(?:sources?[ :]*)?\d{1,3})*)(?:†[^[\]【】`\n]{0,40})?[\]】]/gi;
/** What may become one with what comes next. */
const BEGUN = /`+$|[ \t]*(?:[[【](?:[\d\s,;&:]|sources?|s|so|sou|sour|sourc)*(?:†[^[\]【】`\n]{0,40})?)?$/i;
/** Within a bracket that may still become one. */
const OPEN = /[[【][\d\s,;&]*$/;
/** No mark is longer, without the white space before it: what is, is text. */
const LONGEST = 60;

export class CitationMarks {
  /** Sources are numbered from 1 to this. */
  readonly #given: number;
  #held = "";
  /** The end of the prose that was settled. */
  #before = "";
  #code = new CodeState();

  constructor(given: number) {
    this.#given = given;
  }

  /** What can be shown now. */
  push(text: string): string {
    const all = this.#held + text;
    const begun = all.match(BEGUN)?.[0] ?? "";
    this.#held = begun.trimStart().length > LONGEST ? "" : begun.slice(-2 * LONGEST);
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
    this.#before = (before + piece).slice(-LONGEST);
    return piece.replace(MARK, (mark: string, space: string, numbers: string, at: number) => {
      if (mark.length - space.length > LONGEST) return mark;
      const known = this.#known(numbers);
      if (known.length > 0) return space + known.map((n) => `[${n}]`).join("");
      // What stands around it must not become a mark in its place.
      return OPEN.test(before + piece.slice(0, at)) ? " " : "";
    });
  }

  #known(numbers: string): number[] {
    const all = [...numbers.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    return [...new Set(all)].filter((n) => n >= 1 && n <= this.#given);
  }
}

/** Which of what streams by is code: between fences, and between backticks of one line. */
class CodeState {
  #fenced = false;
  #spanned = false;
  #lineSoFar = "";

  split(text: string): { piece: string; isCode: boolean }[] {
    const pieces: { piece: string; isCode: boolean }[] = [];
    for (const piece of text.split(/(`+|\n)/)) {
      if (piece === "") continue;
      pieces.push({ piece, isCode: this.#fenced || this.#spanned });
      this.#take(piece);
    }
    return pieces;
  }

  #take(piece: string): void {
    if (piece === "\n") {
      this.#spanned = false;
      this.#lineSoFar = "";
      return;
    }
    const isFence = piece.startsWith("```") && this.#lineSoFar.trim() === "";
    if (isFence) this.#fenced = !this.#fenced;
    else if (piece.startsWith("`") && !this.#fenced) this.#spanned = !this.#spanned;
    this.#lineSoFar += piece;
  }
}
