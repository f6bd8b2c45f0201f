/**
 * Leaves out of an answer what a model recites of the rules that it was given: ten of their words in a row and more. The first four are
 * shown, because ordinary sentences share them with the rules; the next ones wait.
 */
export class NoRecital {
  readonly #rules: readonly string[];
  /** Where in the rules the row of words so far may end. */
  #places: number[] = [];
  #row = 0;
  /** The words of the row that are not shown yet, with what stands between them. */
  #held = "";
  #word = "";
  #isWordShown = false;

  constructor(rules: string) {
    this.#rules = wordsOf(rules);
  }

  /** Returns the text that can be shown now. */
  push(piece: string): string {
    if (this.#rules.length === 0) return piece;
    return piece
      .split(WORD)
      .map((part, i) => (i % 2 === 1 ? this.#spell(part) : this.#space(part)))
      .join("");
  }

  end(): string {
    const shown = this.#word === "" ? "" : this.#settle();
    const rest = this.#row >= RECITED ? ` ${LEFT_OUT}` : this.#held;
    this.#begin("");
    return shown + rest;
  }

  /** Letters of a word, which may go on in the next piece. */
  #spell(letters: string): string {
    this.#word += letters;
    if (this.#row >= SHARED) return "";
    this.#isWordShown = true;
    return letters;
  }

  #space(space: string): string {
    if (space === "") return "";
    const shown = this.#word === "" ? "" : this.#settle();
    if (this.#row < SHARED) return shown + space;
    this.#held += space;
    return shown;
  }

  /** The word is complete. */
  #settle(): string {
    const word = this.#word;
    const show = (text: string) => text + (this.#isWordShown ? "" : word);
    const next = this.#places
      .filter((place) => this.#rules[place + 1] === word.toLowerCase())
      .map((place) => place + 1);
    if (next.length > 0) {
      this.#places = next;
      this.#row += 1;
      const isHeld = !this.#isWordShown;
      this.#held = this.#row >= RECITED ? "" : this.#held + (isHeld ? word : "");
      this.#nextWord();
      return "";
    }
    const shown = show(this.#row >= RECITED ? ` ${LEFT_OUT} ` : this.#held);
    this.#begin(word.toLowerCase());
    this.#nextWord();
    return shown;
  }

  #begin(word: string): void {
    this.#held = "";
    this.#places = this.#rules.flatMap((each, place) => (each === word ? [place] : []));
    this.#row = this.#places.length > 0 ? 1 : 0;
  }

  #nextWord(): void {
    this.#word = "";
    this.#isWordShown = false;
  }
}

/** Words in a row that sentences share by chance. */
const SHARED = 4;
/** Words in a row that are recited. */
const RECITED = 10;
const LEFT_OUT = "[…]";
const WORD = /([\p{L}\p{N}'’]+)/u;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
