import { VisibleText } from "../../../shared/visible-text.ts";
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { Check, Verdict } from "../model/moderation.ts";
import { type AnswerOutput, openOutput } from "./answer-output.ts";

/**
 * Sends a model's reasoning to the room. If the policy requires a check before text is shown (MODERATION-2), reasoning is not sent at all,
 * because its check would delay the answer and few people open the reasoning.
 */
export class ReasoningOutput {
  readonly #output: AnswerOutput | null;
  #visible = new VisibleText();
  #isEmpty = true;
  #heard = 0;

  constructor(
    policy: ModerationPolicy,
    { say, check, to }: { say: (text: string) => void; check: Check; to: string },
  ) {
    const isShown = policy === "off" || policy === "flag";
    this.#output = isShown ? openOutput(policy, { say, check, to, said: "" }) : null;
  }

  /** The model is asked again: its next reasoning is a new step. */
  next(): void {
    this.#visible = new VisibleText();
    this.#isEmpty = true;
    this.#heard = 0;
  }

  /** Length of the reasoning of this request, shown or not, UTF-16 units. */
  get heard(): number {
    return this.#heard;
  }

  async hear(text: string): Promise<void> {
    this.#heard += text.length;
    // White space alone is dropped: models emit an empty block if they do not reason.
    const visible = this.#visible.push(text);
    const shown = this.#isEmpty ? visible.trimStart() : visible;
    if (shown === "") return;
    this.#isEmpty = false;
    await this.#output?.write(shown);
  }

  /** The verdict on the reasoning. It marks the answer. */
  async end(): Promise<Verdict> {
    return (await this.#output?.end()) ?? { type: "safe" };
  }
}
