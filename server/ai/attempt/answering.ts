/** The state that all parts of one attempt share. */
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
  /** The texts of the prompts, for the moderation check. */
  asked: string;
  /** The highest source number that the model may cite; null if no library was searched. */
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

/** A complete tool call of the model, with valid JSON arguments. */
export interface ModelCall {
  tool: string;
  args: object;
}
