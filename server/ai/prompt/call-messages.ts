/** The calls of a turn as the model reads them in the next question: what it said, what it called, what came back. */
import type { ModelMessage } from "ai";
import type { StoredCall } from "../contract/attempt.ts";
import { disarm } from "./special-tokens.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";

/** One call after the other, each with its result: that is valid for every model, also where they were made together. */
export function callMessages(calls: readonly StoredCall[], said: string): ModelMessage[] {
  let from = 0;
  const messages = calls.flatMap(({ number, tool, args, said: to, ok, result }): ModelMessage[] => {
    const text = disarm(said.slice(from, to)).trim();
    from = Math.max(from, to);
    // Not the room's own id: some providers take letters, digits and few of them.
    const toolCallId = `call_${number}`;
    const before = text === "" ? [] : [{ type: "text" as const, text }];
    const output = { type: ok ? ("text" as const) : ("error-text" as const), value: disarm(result) };
    return [
      {
        role: "assistant",
        content: [...before, { type: "tool-call", toolCallId, toolName: tool, input: args }],
      },
      { role: "tool", content: [{ type: "tool-result", toolCallId, toolName: tool, output }] },
    ];
  });
  const rest = disarm(said.slice(from)).trim();
  return rest === "" ? messages : [...messages, { role: "assistant", content: rest }];
}

/** Tokens of all of it, estimated. */
export function weighCalls(calls: readonly StoredCall[], said: string): number {
  const inCalls = calls.reduce(
    (sum, { args, result }) =>
      sum + estimateTokens(JSON.stringify(args)) + estimateTokens(result) + 2 * TOKENS_PER_MESSAGE,
    0,
  );
  return calls.length === 0 ? 0 : inCalls + estimateTokens(said);
}
