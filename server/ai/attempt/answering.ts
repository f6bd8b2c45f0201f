/** The state that all parts of one attempt share. */
import type { LanguageModel } from "ai";
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { JsonObject } from "../../../shared/protocol/json.ts";
import type { ProgramTool } from "../../../shared/protocol/program.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Attempt, AttemptPorts } from "../contract/attempt.ts";
import type { Tool, ToolPlace } from "../contract/tool.ts";
import type { ModelTraits } from "../model/model-traits.ts";
import type { ProviderProblem } from "../model/provider-problem.ts";
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
  /** The maximum answer of one request, tokens. */
  maxTokens: number;
  /** The prompt was refused as too long. Makes it shorter, and returns whether it is worth to ask again. */
  shorten: (problem: ProviderProblem) => boolean;
  /** What was learned about the model, also during this attempt. */
  readonly traits: ModelTraits;
  /** Keeps what was learned now. */
  learn: (traits: Partial<ModelTraits>) => void;
  /** What the provider said when it failed in the middle; null if it has not. */
  problem: ProviderProblem | null;
  /** The texts of the prompts, for the moderation check. */
  asked: string;
  /** The highest source number that the model may cite; null if no library was searched. */
  given: number | null;
  policy: ModerationPolicy;
  deps: AttemptDeps;
  /** The agent's tools that are offered to this model. */
  tools: readonly Tool[];
  /** All tools that the agent may call here: a call that another model has made may still wait. */
  callable: readonly Tool[];
  place: ToolPlace;
  /** Adds passages that a tool has found to the sources. Returns them as text for the model, with their numbers. */
  cite: (passages: readonly Passage[]) => string;
  /** The tools of the program that asks. It makes their calls itself. */
  outside: readonly ProgramTool[];
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
  args: JsonObject;
}
