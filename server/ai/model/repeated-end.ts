/**
 * Joins the continuation of an answer to its beginning. The model is asked to begin with the last words that it wrote, so that both parts
 * join in the middle of a word or a line; this removes those words. A model that does not repeat them is joined as it is.
 */
export class RepeatedEnd {
  readonly #end: string;
  #held = "";
  #isDecided: boolean;

  /** `said`: the answer so far. */
  constructor(said: string) {
    this.#end = said.slice(-MAX_REPEATED);
    this.#isDecided = said === "";
  }

  /** Returns the text that can be shown now. */
  push(piece: string): string {
    if (this.#isDecided) return piece;
    this.#held += piece;
    return this.#mayRepeat() ? "" : this.end();
  }

  end(): string {
    if (this.#isDecided) return "";
    this.#isDecided = true;
    // An ellipsis at the beginning says only that something came before.
    const told = this.#held.replace(/^\s*(?:…|\.\.\.)\s*/, "");
    const repeated = lengthOfRepeated(this.#end, told);
    if (repeated > 0) return told.slice(repeated);
    return needsSpace(this.#end, told) ? ` ${told}` : told;
  }

  /** Whether more text could make the repetition longer. */
  #mayRepeat(): boolean {
    const told = this.#held.replace(/^\s*(?:…|\.\.\.)?\s*/, "");
    if (told.length < MIN_REPEATED) return this.#held.length < MAX_REPEATED;
    return this.#end.includes(told);
  }
}

/** UTF-16 units. What is shorter is repeated by chance. */
const MIN_REPEATED = 6;
/** UTF-16 units of the end that are compared. */
const MAX_REPEATED = 400;

/** Length of the longest beginning of `told`, without its leading white space counted apart, that is the end of `end`. */
function lengthOfRepeated(end: string, told: string): number {
  const lead = told.length - told.trimStart().length;
  const text = told.trimStart();
  for (let length = Math.min(end.length, text.length); length >= MIN_REPEATED; length--) {
    if (end.endsWith(text.slice(0, length))) return lead + length;
  }
  return 0;
}

/** A model begins with a whole word. */
function needsSpace(end: string, told: string): boolean {
  return (
    /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N},;.!?]$/u.test(end) &&
    /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(told)
  );
}
