/**
 * Filters an answer on its way to the room: removes what is no part of it (`PlainAnswer`), leading white space and citations of unknown
 * sources, and limits the length.
 */
import { MAX_ANSWER_LENGTH } from "../../../shared/limits.ts";
import type { AnswerOutput } from "./answer-output.ts";
import { isVisible } from "../../../shared/text.ts";
import { RepeatedEnd } from "../model/repeated-end.ts";
import { PlainAnswer } from "../model/plain-answer.ts";
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
  readonly #plain: PlainAnswer;
  #marks: CitationMarks | null;
  #length: number;
  /** Only white space has arrived since the last request to the model. */
  #begins = true;
  /** The next text continues an answer that was cut, in the middle of a line. */
  #joins: RepeatedEnd | null;
  #finding: Verdict = { type: "safe" };

  /**
   * `given`: number of sources that the model may cite; null if no library was searched, so that `[1]` is ordinary text. `length`:
   * length of the text of earlier attempts. `name`: of the agent, as the conversation writes it. `rules`: what it was told
   * about how to answer. `continues`: the text that is continued where it was cut; empty for none.
   */
  constructor(
    output: AnswerOutput,
    {
      given,
      length,
      name,
      rules = "",
      continues = "",
    }: { given: number | null; length: number; name: string; rules?: string; continues?: string },
  ) {
    this.#joins = continues === "" ? null : new RepeatedEnd(continues);
    this.#output = output;
    this.#plain = new PlainAnswer(name, rules);
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

  /** The model is asked again, and knows sources up to this number: its next text begins a new paragraph. */
  next(given: number | null): void {
    if (given !== null) {
      this.#marks ??= new CitationMarks(given);
      this.#marks.give(given);
    }
    // Once it has gone on, the next text is a paragraph of its own.
    if (!this.#begins) this.#joins = null;
    this.#begins = true;
    this.#plain.next();
  }

  hear(text: string): Promise<Filtered> {
    const plain = this.#plain.push(text);
    return this.#show(this.#marked(this.#joins === null ? plain : this.#joins.push(plain)));
  }

  #marked(text: string): string {
    return this.#marks === null ? text : this.#marks.push(text);
  }

  async #show(text: string): Promise<Filtered> {
    // White space alone is not an answer, so leading white space is dropped.
    const begins = this.#begins && this.#joins === null;
    const told = begins ? text.trimStart() : text;
    if (told === "" || (begins && !isVisible(told))) return SHOWN;
    const shown = begins && !this.isEmpty ? `\n\n${told}` : told;
    this.#begins = false;
    this.#length += shown.length;
    const verdict = await this.#output.write(shown);
    if (verdict.type !== "safe") return { type: "refused", verdict };
    return this.#length > MAX_ANSWER_LENGTH ? { type: "too_long" } : SHOWN;
  }

  /** Sends the text that was held back. More text may follow. */
  async end(): Promise<Filtered> {
    const plain = this.#plain.end();
    const rest = this.#marked(this.#joins === null ? plain : this.#joins.push(plain) + this.#joins.end());
    const spoken = await this.#show(rest + (this.#marks?.end() ?? ""));
    if (spoken.type === "refused") return spoken;
    const verdict = await this.#output.end();
    if (this.#output.refuses && verdict.type !== "safe") return { type: "refused", verdict };
    this.#finding = verdict;
    return spoken;
  }
}
