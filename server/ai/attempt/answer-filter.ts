/** Filters an answer on its way to the room: removes leading white space and citations of unknown sources, and limits the length. */
import { MAX_ANSWER_LENGTH } from "../../../shared/limits.ts";
import type { AnswerOutput } from "./answer-output.ts";
import { CitationMarks } from "../prompt/cite.ts";
import type { Verdict } from "../model/moderation.ts";

export type Filtered =
  | { type: "shown" }
  | { type: "too_long" }
  /** The text was found unsafe, or could not be checked although a check is required. The answer ends. */
  | { type: "refused"; verdict: Verdict };

const SHOWN: Filtered = { type: "shown" };

export class AnswerFilter {
  readonly #output: AnswerOutput;
  readonly #marks: CitationMarks | null;
  #length: number;
  /** Only white space has arrived since the last request to the model. */
  #begins = true;
  #finding: Verdict = { type: "safe" };

  /**
   * `given`: number of sources that the model may cite; null if no library was searched, so that `[1]` is ordinary text. `length`:
   * length of the text of earlier attempts.
   */
  constructor(output: AnswerOutput, given: number | null = null, length = 0) {
    this.#output = output;
    this.#length = length;
    this.#marks = given === null ? null : new CitationMarks(given);
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** The verdict that only marks the answer. It is final after `end`. */
  get finding(): Verdict {
    return this.#finding;
  }

  /** The model is asked again: its next text begins a new paragraph. */
  next(): void {
    this.#begins = true;
  }

  hear(text: string): Promise<Filtered> {
    return this.#show(this.#marks === null ? text : this.#marks.push(text));
  }

  async #show(text: string): Promise<Filtered> {
    // White space alone is not an answer, so leading white space is dropped.
    const told = this.#begins ? text.trimStart() : text;
    if (told === "") return SHOWN;
    const shown = this.#begins && !this.isEmpty ? `\n\n${told}` : told;
    this.#begins = false;
    this.#length += shown.length;
    const verdict = await this.#output.write(shown);
    if (verdict.type !== "safe") return { type: "refused", verdict };
    return this.#length > MAX_ANSWER_LENGTH ? { type: "too_long" } : SHOWN;
  }

  /** Sends the text that was held back. More text may follow. */
  async end(): Promise<Filtered> {
    const spoken = await this.#show(this.#marks?.end() ?? "");
    if (spoken.type === "refused") return spoken;
    const verdict = await this.#output.end();
    if (this.#output.refuses && verdict.type !== "safe") return { type: "refused", verdict };
    this.#finding = verdict;
    return spoken;
  }
}
