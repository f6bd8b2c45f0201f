/** The same answer for a request without streaming. */
import { AiError } from "./ai-error.ts";
import type { ModelPieces, TokenUsage } from "./model-pieces.ts";
import type { Dialect } from "./stream-answer.ts";

interface ToolCall {
  name: string;
  arguments: string;
}

export async function wholeAnswer(pieces: ModelPieces, dialect: Dialect): Promise<object> {
  let text = "";
  const calls: ToolCall[] = [];
  for await (const piece of pieces) {
    switch (piece.type) {
      case "text":
        text += piece.text;
        break;
      case "reasoning":
        break;
      case "twice":
        text += piece.text + piece.text;
        break;
      case "tool_call":
        calls.push({ name: piece.name, arguments: piece.arguments });
        break;
      case "finish":
        return dialect === "native"
          ? nativeAnswer(text, calls, piece.usage)
          : openaiAnswer(text, calls, piece.reason, piece.usage);
    }
  }
  throw new AiError("InferenceUpstreamError: the connection was lost");
}

function nativeAnswer(response: string, calls: ToolCall[], usage: TokenUsage): object {
  const tool_calls = calls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments) }));
  return { response, ...(calls.length === 0 ? {} : { tool_calls }), usage };
}

function openaiAnswer(content: string, calls: ToolCall[], finish_reason: string, usage: TokenUsage): object {
  const tool_calls = calls.map((call, i) => ({ id: `call_${i}`, type: "function", function: call }));
  const message = { role: "assistant", content, ...(calls.length === 0 ? {} : { tool_calls }) };
  return {
    id: "chatcmpl-local",
    object: "chat.completion",
    model: "local",
    choices: [{ index: 0, message, finish_reason }],
    usage,
  };
}
