/** The same answer for a request without streaming. */
import { AiError } from "./ai-error.ts";
import type { FinishReason, ModelPieces, TokenUsage } from "./model-pieces.ts";
import type { Dialect } from "./stream-answer.ts";

interface ToolCall {
  name: string;
  arguments: string;
}

export async function wholeAnswer(pieces: ModelPieces, dialect: Dialect): Promise<object> {
  let text = "";
  let model: string | undefined;
  const calls: ToolCall[] = [];
  for await (const piece of pieces) {
    switch (piece.type) {
      case "text":
        text += piece.text;
        break;
      case "reasoning":
      case "alive":
        break;
      case "model":
        model = piece.name;
        break;
      case "twice":
        text += piece.text + piece.text;
        break;
      case "tool_call":
        calls.push({ name: piece.name, arguments: piece.arguments });
        break;
      case "finish":
        return dialect === "native"
          ? nativeAnswer({ text, calls, model }, piece.usage)
          : openaiAnswer({ text, calls, model }, piece.reason, piece.usage);
    }
  }
  throw new AiError("InferenceUpstreamError: the connection was lost");
}

interface Whole {
  text: string;
  calls: ToolCall[];
  /** The server's name for the model. */
  model: string | undefined;
}

function nativeAnswer({ text: response, calls, model }: Whole, usage: TokenUsage): object {
  const tool_calls = calls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments) }));
  return { response, ...(model && { model }), ...(calls.length === 0 ? {} : { tool_calls }), usage };
}

function openaiAnswer(
  { text: content, calls, model }: Whole,
  finish_reason: FinishReason,
  usage: TokenUsage,
): object {
  const tool_calls = calls.map((call, i) => ({ id: `call_${i}`, type: "function", function: call }));
  const message = { role: "assistant", content, ...(calls.length === 0 ? {} : { tool_calls }) };
  return {
    id: "chatcmpl-local",
    object: "chat.completion",
    ...(model && { model }),
    choices: [{ index: 0, message, finish_reason }],
    usage,
  };
}
