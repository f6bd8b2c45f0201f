/** Lets the model speak: word by word to the room, while time, money and moderation allow. */
import { type LanguageModel, streamText, type TextStreamPart, type ToolSet } from "ai";
import type { ModerationPolicy } from "../../../shared/api.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { openOutput } from "./answer-output.ts";
import { endOf, type Heard } from "./answer-end.ts";
import type { AttemptEnd } from "../contract/attempt.ts";
import type { UsageMeter } from "./usage-meter.ts";
import type { Context } from "../prompt/context.ts";
import { costOf, GUARD } from "../model/cost.ts";
import { CUT, EMPTY, failureOf } from "./failures.ts";
import type { Choice } from "../model/models.ts";
import { askGuard, type Checked, type Verdict } from "../model/moderation.ts";
import type { Deadline } from "./deadline.ts";
import type { SpendingGrant } from "./spending-grant.ts";
import { AnswerFilter, type Filtered } from "./answer-filter.ts";
import { estimateTokens } from "../prompt/tokens.ts";
import type { AttemptDeps } from "./attempt-deps.ts";

export interface Answering {
  model: LanguageModel;
  choice: Choice;
  context: Context;
  /** The texts of the prompts, for the guard. */
  asked: string;
  /** How many sources it was given; null where none were looked for. */
  given: number | null;
  policy: ModerationPolicy;
  deps: AttemptDeps;
  spendingGrant: SpendingGrant;
  usageMeter: UsageMeter;
  deadline: Deadline;
  say: (text: string) => void;
}

type Part = TextStreamPart<ToolSet>;

export async function answer(answering: Answering): Promise<AttemptEnd> {
  const { policy, say, asked, given, usageMeter, spendingGrant } = answering;
  const check = (checked: Checked) => askAndPay(answering, checked);
  const filter = new AnswerFilter(openOutput(policy, { say, to: asked, check }), given);
  const heard = await finish(await listen(answering, filter), filter);
  return endOf(heard, filter.finding, { ...usageMeter.usage, ...spendingGrant.budgetShare });
}

/** The last words of an answer that stays, and what they are found to be. */
async function finish(heard: Heard, filter: AnswerFilter): Promise<Heard> {
  if (heard.type !== "finished" && heard.type !== "too_long" && heard.type !== "budget") return heard;
  const last = heardOf(await filter.end());
  if (last?.type === "refused") return last;
  return filter.isEmpty && heard.type !== "budget" ? { type: "failure", failure: EMPTY } : (last ?? heard);
}

async function listen(answering: Answering, filter: AnswerFilter): Promise<Heard> {
  const { model, choice, context, usageMeter, deadline } = answering;
  usageMeter.ask(context.receipt.tokens);
  const { stream } = streamText({
    model,
    instructions: context.system,
    messages: context.messages,
    temperature: context.receipt.temperature,
    maxOutputTokens: choice.answer,
    // The room tries again, with another model and for everyone to see.
    maxRetries: 0,
    abortSignal: deadline.signal,
    // They come as parts.
    onError: () => undefined,
  });
  const parts = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await deadline.wait(read(parts));
    if ("over" in next) return { type: "over", over: next.over };
    const heard = await hear(next.done, answering, filter);
    if (heard !== null) return heard;
  }
}

/** Errors come as parts of the stream; those of the stream itself are made one. Null: it ended without saying how. */
async function read(parts: AsyncIterator<Part>): Promise<Part | null> {
  try {
    const next = await parts.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    return { type: "error", error };
  }
}

/** Null: go on listening. */
async function hear(part: Part | null, answering: Answering, filter: AnswerFilter): Promise<Heard | null> {
  const { usageMeter } = answering;
  if (part === null) return { type: "failure", failure: CUT };
  switch (part.type) {
    case "text-delta":
      usageMeter.hear(part.text);
      return heardOf(await filter.hear(part.text)) ?? pay(answering);
    case "reasoning-delta":
      usageMeter.hear(part.text);
      return pay(answering);
    case "error":
      return { type: "failure", failure: failureOf(part.error) };
    case "finish":
      usageMeter.count(part.totalUsage.inputTokens, part.totalUsage.outputTokens);
      if (part.finishReason === "error") return { type: "failure", failure: CUT };
      return { type: part.finishReason === "length" ? "too_long" : "finished" };
    default:
      return null;
  }
}

function heardOf(spoken: Filtered): Heard | null {
  switch (spoken.type) {
    case "shown":
      return null;
    case "too_long":
    case "refused":
      return spoken;
    default:
      return assertNever(spoken);
  }
}

/** The answer costs as it grows: one step is granted ahead, and the next one asked for when it is used up. */
async function pay({ usageMeter, spendingGrant, deadline }: Answering): Promise<Heard | null> {
  if (spendingGrant.covers(usageMeter.cost)) return null;
  const extended = await deadline.wait(spendingGrant.extend(usageMeter.cost));
  if ("over" in extended) return { type: "over", over: extended.over };
  return extended.done ? null : { type: "budget" };
}

function askAndPay({ deps, usageMeter }: Answering, checked: Checked): Promise<Verdict> {
  const read = checked.type === "answer" ? checked.to + checked.text : checked.text;
  usageMeter.besides(costOf(GUARD, GUARD.frame + estimateTokens(read), GUARD.answer));
  return askGuard(deps.ai, checked, { gateway: deps.gateway, timeout: deps.limits.check });
}
