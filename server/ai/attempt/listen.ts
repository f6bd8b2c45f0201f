/** One request to the model. Streams its text and calls, within the limits of time, money and moderation. */
import { jsonSchema, streamText, type TextStreamPart, tool, type ToolSet } from "ai";
import { assertNever } from "../../../shared/assert-never.ts";
import { isJsonObject } from "../../../shared/protocol/json.ts";
import type { ProgramTool } from "../../../shared/protocol/program.ts";
import type { Tool } from "../contract/tool.ts";
import { describeTools } from "../prompt/tools.ts";
import { isShared } from "../prompt/prompt.ts";
import { continueMessages, countContinued, countStepTokens, withSteps } from "../prompt/step-messages.ts";
import type { Heard } from "./answer-end.ts";
import type { Filtered } from "./answer-filter.ts";
import type { Answering, ModelCall, Outputs } from "./answering.ts";
import { UNOPENED_REASONING } from "../model/model-traits.ts";
import { silentLimit } from "../prompt/budget.ts";
import { CUT, EMPTY, failureOf, problemIn, UNREADABLE } from "./failures.ts";
import { pay } from "./pay.ts";
import { logProblem, type ProviderProblem } from "../model/provider-problem.ts";
import { MAX_REASONING_HEARD } from "../../../shared/limits.ts";

export type Listened =
  | Heard
  | { type: "called"; calls: ModelCall[] }
  /** The request was refused for a reason that the next one avoids: the prompt is shorter now, or offers no tools. */
  | { type: "again" };

/** `mayCall`: false if the turn has reached its maximum number of calls. */
export async function listen(answering: Answering, outputs: Outputs, mayCall: boolean): Promise<Listened> {
  const { model, context, outside, ports, usageMeter, deadline } = answering;
  answering.problem = null;
  const calls = ports.calls();
  const said = ports.said();
  const tools = answering.traits.callsTools ? toolSetOf(answering.tools, outside) : null;
  const steering = ports.steering();
  const steps = [...calls, ...steering];
  const continues = steps.length === 0 && answering.attempt.taken > 0 ? said : "";
  const most = context.receipt.budget / 2;
  usageMeter.ask(context.receipt.tokens + countStepTokens(steps, said) + countContinued(continues, most));
  outputs.answer.next(answering.given);
  outputs.reasoning.next();
  deadline.asking();
  const messages =
    continues === ""
      ? withSteps(context.messages, steps, said, isShared(answering.attempt.room))
      : [...context.messages, ...continueMessages(continues, most)];
  const { stream } = streamText({
    model,
    instructions: context.system,
    messages,
    temperature: context.receipt.temperature,
    maxOutputTokens: answering.maxTokens,
    ...(tools === null ? {} : { tools, toolChoice: mayCall ? ("auto" as const) : ("none" as const) }),
    // The room retries with another model, and shows the new attempt to everyone.
    maxRetries: 0,
    abortSignal: deadline.signal,
    // Errors arrive as parts of the stream.
    onError: () => undefined,
  });
  const parts = stream[Symbol.asyncIterator]();
  const called: Called = { calls: [], isReadable: true, isOffered: tools !== null && mayCall };
  for (;;) {
    const next = await deadline.wait(read(parts));
    if ("over" in next) return { type: "over", over: next.over };
    const heard = await hear(next.done, answering, outputs, called);
    if (heard !== null) return heard;
  }
}

/** Tools without an `execute` function, because the room runs a call after its row is stored. Null if there are no tools. */
function toolSetOf(tools: readonly Tool[], outside: readonly ProgramTool[]): ToolSet | null {
  const all = describeTools(tools, outside);
  if (all.length === 0) return null;
  return Object.fromEntries(
    all.map(({ name, description, schema }) => [
      name,
      // No validation here: invalid arguments are returned to the model as the result of the call.
      tool({ description, inputSchema: jsonSchema(schema) }),
    ]),
  );
}

type Part = TextStreamPart<ToolSet>;
type Finish = Extract<Part, { type: "finish" }>;

interface Called {
  calls: ModelCall[];
  /** The arguments of every call so far are valid JSON. */
  isReadable: boolean;
  /** Whether the request offered tools. Otherwise calls are ignored. */
  isOffered: boolean;
}

/** Reads the next part. A thrown error of the stream becomes an error part. Null: the stream ended without a finish part. */
async function read(parts: AsyncIterator<Part>): Promise<Part | null> {
  try {
    const next = await parts.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    return { type: "error", error };
  }
}

/** Null: continue reading. */
async function hear(
  part: Part | null,
  answering: Answering,
  { answer, reasoning }: Outputs,
  called: Called,
): Promise<Listened | null> {
  const { usageMeter } = answering;
  if (part === null) return { type: "failure", failure: CUT };
  switch (part.type) {
    case "text-delta":
      usageMeter.hear(part.text);
      return heardOf(await answer.hear(part.text)) ?? pay(answering);
    case "reasoning-delta":
      usageMeter.hear(part.text);
      await reasoning.hear(part.text);
      if (reasoning.heard > MAX_REASONING_HEARD) return { type: "only_reasoning" };
      return pay(answering);
    case "tool-call":
      usageMeter.hear(JSON.stringify(part.input));
      noteCall(part, called);
      return pay(answering);
    case "error":
      return endOfError(part.error, answering);
    case "finish":
      if (answering.problem !== null) return endOfProblem(answering.problem, answering);
      usageMeter.count(part.totalUsage.inputTokens, part.totalUsage.outputTokens);
      noteSilentLimit(part.totalUsage.inputTokens ?? 0, answering);
      return endOfStream(part, called);
    default:
      return null;
  }
}

/** Levels of arguments. Deeper ones are no arguments of a tool, and the code that reads them calls itself for each level. */
const MAX_ARGS_DEPTH = 100;

function noteCall({ toolName, input }: Extract<Part, { type: "tool-call" }>, called: Called): void {
  const args: unknown = input;
  if (isJsonObject(args, MAX_ARGS_DEPTH)) called.calls.push({ tool: toolName, args });
  else called.isReadable = false;
}

function endOfError(error: unknown, answering: Answering): Listened {
  if (error instanceof Error && error.message === UNOPENED_REASONING) {
    answering.learn({ opensReasoning: true });
    return { type: "failure", failure: UNREADABLE };
  }
  const problem = problemIn(error, answering.choice.model.id);
  return problem === null ? { type: "failure", failure: EMPTY } : endOfProblem(problem, answering);
}

function endOfProblem(problem: ProviderProblem, answering: Answering): Listened {
  const { usageMeter, shorten } = answering;
  logProblem(problem);
  if (!usageMeter.hasHeard) {
    usageMeter.refuse();
    if (problem.cause === "prompt_too_long" && shorten(problem)) return { type: "again" };
    if (problem.cause === "no_tools" && answering.traits.callsTools) {
      answering.learn({ callsTools: false });
      return { type: "again" };
    }
  } else if (problem.cause === "prompt_too_long") {
    // The answer has filled what the prompt left free.
    return { type: "length" };
  }
  if (problem.cause === "filtered") return { type: "filtered" };
  return { type: "failure", failure: failureOf(problem, answering.deps.own === null) };
}

/** An own server may have cut the beginning of the prompt without a word. The next prompt is shorter, and the receipt says so. */
function noteSilentLimit(counted: number, { deps, ports, context, learn }: Answering): void {
  if (deps.own === null) return;
  const limit = silentLimit(context.receipt.tokens, counted);
  if (limit === null) return;
  console.error(
    `model read ${counted} of about ${context.receipt.tokens} tokens: its context is taken to be ${limit}`,
  );
  learn({ context: limit });
  ports.receipt({ ...context.receipt, read: counted });
}

/**
 * The finish reason decides whether the calls are made. If the model stopped at its length limit, or for any reason other than having
 * finished, the arguments of the last call may be incomplete even if they are valid JSON.
 */
function endOfStream(
  { finishReason: reason, rawFinishReason: raw }: Pick<Finish, "finishReason" | "rawFinishReason">,
  { calls, isReadable, isOffered }: Called,
): Listened {
  if (reason === "error") return { type: "failure", failure: CUT };
  // The provider package takes a reason that it does not know for `stop`.
  if (reason === "content-filter" || raw === "content_filter") return { type: "filtered" };
  if (reason === "length") return { type: "length" };
  if (!isOffered) return { type: "finished" };
  if (!isReadable) return { type: "failure", failure: CUT };
  const isClosed = reason === "tool-calls" || reason === "stop";
  return calls.length > 0 && isClosed ? { type: "called", calls } : { type: "finished" };
}

export function heardOf(filtered: Filtered): Heard | null {
  switch (filtered.type) {
    case "shown":
      return null;
    case "too_long":
    case "refused":
      return filtered;
    default:
      return assertNever(filtered);
  }
}
