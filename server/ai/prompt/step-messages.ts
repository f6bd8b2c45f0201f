/** The steps of a turn as messages for the next request: the model's text, its calls with their results, and what steers the answer. */
import type { ModelMessage } from "ai";
import type { Json } from "../../../shared/protocol/json.ts";
import type { StoredCall, StoredSteering } from "../contract/attempt.ts";
import { steeringLine } from "./steering.ts";
import { escapeSpecialTokens } from "./special-tokens.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";
import { encodeRemark } from "./transcript.ts";

type Step = StoredCall | StoredSteering;

/**
 * The conversation, and after it what has happened in the turn so far: calls one after the other, each with its result, which every model
 * accepts, also for calls that were made together; and the messages that steer the answer, at the place where it took them in.
 */
export function withSteps(
  conversation: readonly ModelMessage[],
  steps: readonly Step[],
  said: string,
  isShared: boolean,
): ModelMessage[] {
  const messages = [...conversation];
  let from = 0;
  for (const step of steps.toSorted((a, b) => a.number - b.number)) {
    const text = escapeSpecialTokens(said.slice(from, step.said)).trim();
    from = Math.max(from, step.said);
    if ("message" in step) {
      if (text !== "") messages.push({ role: "assistant", content: text });
      addSteering(messages, step, isShared);
    } else messages.push(...callWithResult(step, text));
  }
  const rest = escapeSpecialTokens(said.slice(from)).trim();
  return rest === "" ? messages : [...messages, { role: "assistant", content: rest }];
}

function callWithResult({ number, tool, args, ok, result }: StoredCall, text: string): ModelMessage[] {
  // Not the step's own id, because some providers accept only short ids of letters and digits.
  const toolCallId = `call_${number}`;
  const before = text === "" ? [] : [{ type: "text" as const, text }];
  const output = {
    type: ok ? ("text" as const) : ("error-text" as const),
    value: escapeSpecialTokens(result),
  };
  return [
    {
      role: "assistant",
      content: [...before, { type: "tool-call", toolCallId, toolName: tool, input: plainJson(args) }],
    },
    { role: "tool", content: [{ type: "tool-result", toolCallId, toolName: tool, output }] },
  ];
}

/** What the model says between the result of a call and a message of a person: some chat templates reject a person's message there. */
const RESULT_READ = "I have the result.";

/** Two messages of people in a row become one, because some chat templates reject them. */
function addSteering(messages: ModelMessage[], { message }: StoredSteering, isShared: boolean): void {
  const line = steeringLine(message, isShared);
  const last = messages.at(-1);
  if (last?.role === "user" && typeof last.content === "string") {
    messages.splice(-1, 1, { ...last, content: `${last.content}${isShared ? "\n" : "\n\n"}${line}` });
    return;
  }
  if (last?.role === "tool") messages.push({ role: "assistant", content: RESULT_READ });
  messages.push({ role: "user", content: line });
}

/** A model repeats in arguments what it has read. */
function plainJson(value: Json): Json {
  if (typeof value === "string") return escapeSpecialTokens(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plainJson);
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, each]) => [escapeSpecialTokens(name), plainJson(each)]));
}

export const CONTINUE =
  "Your answer was cut off. Continue it where it stops, and say nothing about this. Begin with the last five words that you wrote, exactly as you wrote them";

/** An answer that was cut, and the request to continue it. Of a long one the end, within `tokens`. */
export function continueMessages(said: string, tokens: number): ModelMessage[] {
  return [
    { role: "assistant", content: escapeSpecialTokens(endWithin(said, tokens)) },
    { role: "user", content: encodeRemark(CONTINUE) },
  ];
}

/** Estimated tokens of `continueMessages`. */
export function countContinued(said: string, tokens: number): number {
  return said === ""
    ? 0
    : estimateTokens(endWithin(said, tokens)) + estimateTokens(CONTINUE) + 2 * TOKENS_PER_MESSAGE;
}

function endWithin(said: string, tokens: number): string {
  if (estimateTokens(said) <= tokens) return said;
  // A UTF-16 unit has at most three bytes.
  const end = said.slice(-Math.floor((tokens * 4) / 3));
  return end.slice(Math.max(0, end.indexOf("\n") + 1));
}

/** Estimated tokens of the calls, and of the text between the steps. The messages that steer are counted by the receipt. */
export function countStepTokens(steps: readonly Step[], said: string): number {
  const calls = steps.flatMap((step) => ("message" in step ? [] : [step]));
  const inCalls = calls.reduce(
    (sum, { args, result }) =>
      sum + estimateTokens(JSON.stringify(args)) + estimateTokens(result) + 2 * TOKENS_PER_MESSAGE,
    0,
  );
  return steps.length === 0 ? 0 : inCalls + estimateTokens(said);
}
