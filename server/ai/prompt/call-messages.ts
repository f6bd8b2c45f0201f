/** The tool calls of a turn as messages for the next request: the model's text, its calls and their results. */
import type { ModelMessage } from "ai";
import type { Json } from "../../../shared/protocol/json.ts";
import type { StoredCall } from "../contract/attempt.ts";
import { escapeSpecialTokens } from "./special-tokens.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";
import { encodeRemark } from "./transcript.ts";

/** Calls one after the other, each with its result. Every model accepts that, also for calls that were made together. */
export function callMessages(calls: readonly StoredCall[], said: string): ModelMessage[] {
  let from = 0;
  const messages = calls.flatMap(({ number, tool, args, said: to, ok, result }): ModelMessage[] => {
    const text = escapeSpecialTokens(said.slice(from, to)).trim();
    from = Math.max(from, to);
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
  });
  const rest = escapeSpecialTokens(said.slice(from)).trim();
  return rest === "" ? messages : [...messages, { role: "assistant", content: rest }];
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

/** Estimated tokens of all messages. */
export function countCallTokens(calls: readonly StoredCall[], said: string): number {
  const inCalls = calls.reduce(
    (sum, { args, result }) =>
      sum + estimateTokens(JSON.stringify(args)) + estimateTokens(result) + 2 * TOKENS_PER_MESSAGE,
    0,
  );
  return calls.length === 0 ? 0 : inCalls + estimateTokens(said);
}
