import type { ModerationPolicy } from "../../../shared/api.ts";
import type { Check, Verdict } from "../model/moderation.ts";
import { type AnswerOutput, openOutput } from "./answer-output.ts";

/**
 * Sends a model's reasoning to the room. If the policy requires a check before text is shown (MODERATION-2), reasoning is not sent at all,
 * because its check would delay the answer and few people open the reasoning.
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

  /** The model is asked again: its next reasoning is a new step. */
  next(): void {
    this.#isEmpty = true;
  }

  async hear(text: string): Promise<void> {
    // White space alone is dropped: models emit an empty block if they do not reason.
    const shown = this.#isEmpty ? text.trimStart() : text;
    if (shown === "") return;
    this.#isEmpty = false;
    await this.#output?.write(shown);
  }

  /** The verdict on the reasoning. It marks the answer. */
  async end(): Promise<Verdict> {
    return (await this.#output?.end()) ?? { type: "safe" };
  }
}
