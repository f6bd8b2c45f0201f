/** What the steps of one attempt share: how it answers, and where what the model says goes. */
import type { LanguageModel } from "ai";
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { Attempt, AttemptPorts } from "../contract/attempt.ts";
import type { Choice } from "../model/models.ts";
import type { Context } from "../prompt/context.ts";
import type { AnswerFilter } from "./answer-filter.ts";
import type { AttemptDeps } from "./attempt-deps.ts";
import type { Deadline } from "./deadline.ts";
import type { ReasoningOutput } from "./reasoning-output.ts";
import type { SpendingGrant } from "./spending-grant.ts";
import type { UsageMeter } from "./usage-meter.ts";

export interface Answering {
  attempt: Attempt;
  ports: AttemptPorts;
  model: LanguageModel;
  choice: Choice;
  context: Context;
  /** The texts of the prompts, for the guard. */
  asked: string;
  /** The highest number of a source that it may name; null where none were looked for. */
  given: number | null;
  policy: ModerationPolicy;
  deps: AttemptDeps;
  spendingGrant: SpendingGrant;
  usageMeter: UsageMeter;
  deadline: Deadline;
}

export interface Outputs {
  answer: AnswerFilter;
  reasoning: ReasoningOutput;
}

/** A call that the model has closed, with arguments that can be read. */
export interface ModelCall {
  tool: string;
  args: object;
}
