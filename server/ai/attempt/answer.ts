/** Lets the model speak: word by word to the room, while time, money and moderation allow. */
import { type LanguageModel, streamText, type TextStreamPart, type ToolSet } from "ai";
import type { ModerationPolicy } from "../../../shared/api.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { openOutput } from "./answer-output.ts";
import { endOf, type Heard } from "./answer-end.ts";
import type { AttemptEnd } from "../contract/attempt.ts";
import type { Bill } from "./usage-meter.ts";
import type { Context } from "../prompt/context.ts";
import { costOf, GUARD } from "../model/cost.ts";
import { CUT, EMPTY, failureOf } from "./failures.ts";
import type { Choice } from "../model/models.ts";
import { askGuard, type Checked, type Verdict } from "../model/moderation.ts";
import type { Patience } from "./deadline.ts";
import type { Purse } from "./spending-grant.ts";
import { Speech, type Spoken } from "./answer-filter.ts";
import { estimateTokens } from "../prompt/tokens.ts";
import type { World } from "./attempt-deps.ts";

export interface Answering {
  model: LanguageModel;
  choice: Choice;
  context: Context;
  /** The texts of the prompts, for the guard. */
  asked: string;
  /** How many sources it was given; null where none were looked for. */
  given: number | null;
  policy: ModerationPolicy;
  world: World;
  purse: Purse;
  bill: Bill;
  patience: Patience;
  say: (text: string) => void;
}

type Part = TextStreamPart<ToolSet>;

export async function answer(answering: Answering): Promise<AttemptEnd> {
  const { policy, say, asked, given, bill, purse } = answering;
  const check = (checked: Checked) => askAndPay(answering, checked);
  const speech = new Speech(openOutput(policy, { say, to: asked, check }), given);
  const heard = await finish(await listen(answering, speech), speech);
  return endOf(heard, speech.finding, { ...bill.usage, ...purse.budgetShare });
}

/** The last words of an answer that stays, and what they are found to be. */
async function finish(heard: Heard, speech: Speech): Promise<Heard> {
  if (heard.type !== "finished" && heard.type !== "too_long" && heard.type !== "budget") return heard;
  const last = heardOf(await speech.end());
  if (last?.type === "refused") return last;
  return speech.isEmpty && heard.type !== "budget" ? { type: "failure", failure: EMPTY } : (last ?? heard);
}

async function listen(answering: Answering, speech: Speech): Promise<Heard> {
  const { model, choice, context, bill, patience } = answering;
  bill.ask(context.receipt.tokens);
  const { stream } = streamText({
    model,
    instructions: context.system,
    messages: context.messages,
    temperature: context.receipt.temperature,
    maxOutputTokens: choice.answer,
    // The room tries again, with another model and for everyone to see.
    maxRetries: 0,
    abortSignal: patience.signal,
    // They come as parts.
    onError: () => undefined,
  });
  const parts = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await patience.wait(read(parts));
    if ("over" in next) return { type: "over", over: next.over };
    const heard = await hear(next.done, answering, speech);
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
async function hear(part: Part | null, answering: Answering, speech: Speech): Promise<Heard | null> {
  const { bill } = answering;
  if (part === null) return { type: "failure", failure: CUT };
  switch (part.type) {
    case "text-delta":
      bill.hear(part.text);
      return heardOf(await speech.hear(part.text)) ?? pay(answering);
    case "reasoning-delta":
      bill.hear(part.text);
      return pay(answering);
    case "error":
      return { type: "failure", failure: failureOf(part.error) };
    case "finish":
      bill.count(part.totalUsage.inputTokens, part.totalUsage.outputTokens);
      if (part.finishReason === "error") return { type: "failure", failure: CUT };
      return { type: part.finishReason === "length" ? "too_long" : "finished" };
    default:
      return null;
  }
}

function heardOf(spoken: Spoken): Heard | null {
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
async function pay({ bill, purse, patience }: Answering): Promise<Heard | null> {
  if (purse.covers(bill.cost)) return null;
  const extended = await patience.wait(purse.extend(bill.cost));
  if ("over" in extended) return { type: "over", over: extended.over };
  return extended.done ? null : { type: "budget" };
}

function askAndPay({ world, bill }: Answering, checked: Checked): Promise<Verdict> {
  const read = checked.type === "answer" ? checked.to + checked.text : checked.text;
  bill.besides(costOf(GUARD, GUARD.frame + estimateTokens(read), GUARD.answer));
  return askGuard(world.ai, checked, { gateway: world.gateway, timeout: world.limits.check });
}
