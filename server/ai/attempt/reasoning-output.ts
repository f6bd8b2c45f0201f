import type { ModerationPolicy } from "../../../shared/api.ts";
import type { Check, Verdict } from "../model/moderation.ts";
import { type AnswerOutput, openOutput } from "./answer-output.ts";

/**
 * What a model thinks, on its way to the room. Where people are shown nothing before it was checked (MODERATION-2), it is not
 * carried at all: checking it would hold the answer back for what few unfold.
 */
export class ReasoningOutput {
  readonly #output: AnswerOutput | null;
  #isEmpty = true;

  constructor(
    policy: ModerationPolicy,
    { say, check, to }: { say: (text: string) => void; check: Check; to: string },
  ) {
    const isShown = policy === "off" || policy === "flag";
    this.#output = isShown ? openOutput(policy, { say, check, to, said: "" }) : null;
  }

  /** The model is asked once more: it begins to think anew. */
  next(): void {
    this.#isEmpty = true;
  }

  async hear(text: string): Promise<void> {
    // White space alone is no thought: models leave an empty block where they do not think.
    const shown = this.#isEmpty ? text.trimStart() : text;
    if (shown === "") return;
    this.#isEmpty = false;
    await this.#output?.write(shown);
  }

  /** What was found, and marks the answer. */
  async end(): Promise<Verdict> {
    return (await this.#output?.end()) ?? { type: "safe" };
  }
}
