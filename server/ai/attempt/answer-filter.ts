/** An answer's text on its way to the room: empty pieces held, invented sources out, no longer than an answer may be. */
import { MAX_ANSWER_LENGTH } from "../../../shared/limits.ts";
import type { AnswerOutput } from "./answer-output.ts";
import { CitationMarks } from "../prompt/cite.ts";
import type { Verdict } from "../model/moderation.ts";

export type Filtered =
  | { type: "shown" }
  | { type: "too_long" }
  /** Found unsafe or not checkable where that ends the answer. */
  | { type: "refused"; verdict: Verdict };

const SHOWN: Filtered = { type: "shown" };

export class AnswerFilter {
  readonly #output: AnswerOutput;
  readonly #marks: CitationMarks | null;
  #length: number;
  /** Nothing but white space has come since the model was asked. */
  #begins = true;
  #finding: Verdict = { type: "safe" };

  /**
   * `given`: how many sources the model may name; null where none were looked for, and `[1]` is just what it says. `length`: of what
   * earlier attempts have said.
   */
  constructor(output: AnswerOutput, given: number | null = null, length = 0) {
    this.#output = output;
    this.#length = length;
    this.#marks = given === null ? null : new CitationMarks(given);
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** What was found and only marks the answer; known whenever `end` was called. */
  get finding(): Verdict {
    return this.#finding;
  }

  /** The model is asked once more: what it says next is a paragraph of its own. */
  next(): void {
    this.#begins = true;
  }

  hear(text: string): Promise<Filtered> {
    return this.#show(this.#marks === null ? text : this.#marks.push(text));
  }

  async #show(text: string): Promise<Filtered> {
    // White space alone is no answer: it waits for the first word.
    const told = this.#begins ? text.trimStart() : text;
    if (told === "") return SHOWN;
    const shown = this.#begins && !this.isEmpty ? `\n\n${told}` : told;
    this.#begins = false;
    this.#length += shown.length;
    const verdict = await this.#output.write(shown);
    if (verdict.type !== "safe") return { type: "refused", verdict };
    return this.#length > MAX_ANSWER_LENGTH ? { type: "too_long" } : SHOWN;
  }

  /** Shows what is held back; more may follow. */
  async end(): Promise<Filtered> {
    const spoken = await this.#show(this.#marks?.end() ?? "");
    if (spoken.type === "refused") return spoken;
    const verdict = await this.#output.end();
    if (this.#output.refuses && verdict.type !== "safe") return { type: "refused", verdict };
    this.#finding = verdict;
    return spoken;
  }
}
