/** Text generation by any OpenAI-compatible server: Ollama, llama.cpp, vLLM, LM Studio. */
import * as z from "zod";
import { AiError, aiError } from "./ai-error.ts";
import type { ChatInput } from "./chat-input.ts";
import type { Piece, TokenUsage } from "./model-pieces.ts";

export interface ForwardTo {
  /** With or without `/v1`. */
  url: string;
  model: string;
}

/** A tool call arrives in pieces: the name first, then parts of the arguments. */
const toolCallShape = z.looseObject({
  index: z.number().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});

const chunkShape = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        delta: z
          .looseObject({
            content: z.string().nullish(),
            // llama.cpp, vLLM and DeepSeek use the first field, Ollama and OpenRouter the second.
            reasoning_content: z.string().nullish(),
            reasoning: z.string().nullish(),
            tool_calls: z.array(toolCallShape).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.unknown().optional(),
});

export async function* forward(
  { messages, maxTokens, temperature, tools }: ChatInput,
  { url, model }: ForwardTo,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  const response = await fetch(endpoint(url), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
      ...(temperature === null ? {} : { temperature }),
      ...(tools.length === 0 ? {} : { tools }),
    }),
    signal,
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw aiError(response.status);
  }
  let reason: string | null = null;
  const calls = new Map<number, { name: string; arguments: string }>();
  let usage: TokenUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  for await (const data of events(response.body)) {
    if (data === "[DONE]") break;
    const chunk = readChunk(data);
    if (chunk.error !== undefined)
      throw new AiError(`InferenceUpstreamError: ${JSON.stringify(chunk.error)}`);
    if (chunk.usage) {
      const { prompt_tokens, completion_tokens } = chunk.usage;
      usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
    }
    const choice = chunk.choices?.[0];
    const reasoning = choice?.delta?.reasoning_content ?? choice?.delta?.reasoning;
    if (reasoning) yield { type: "reasoning", text: reasoning };
    if (choice?.delta?.content) yield { type: "text", text: choice.delta.content };
    for (const { index, function: called } of choice?.delta?.tool_calls ?? []) {
      const before = calls.get(index ?? 0) ?? { name: "", arguments: "" };
      const name = before.name + (called?.name ?? "");
      calls.set(index ?? 0, { name, arguments: before.arguments + (called?.arguments ?? "") });
    }
    reason = choice?.finish_reason ?? reason;
  }
  // Without a finish reason the answer was cut. It ends without `finish`, and tool calls are dropped because their arguments
  // may be cut.
  if (reason === null) return;
  if (reason === "tool_calls") for (const call of calls.values()) yield { type: "tool_call", ...call };
  yield { type: "finish", reason: finishReason(reason), usage };
}

function finishReason(reason: string): "stop" | "length" | "tool_calls" {
  return reason === "length" || reason === "tool_calls" ? reason : "stop";
}

function endpoint(url: string): string {
  const base = url.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  return `${/\/v\d+$/.test(base) ? base : `${base}/v1`}/chat/completions`;
}

function readChunk(data: string): z.infer<typeof chunkShape> {
  try {
    return chunkShape.parse(JSON.parse(data));
  } catch {
    throw new AiError("InferenceUpstreamError: the answer is not a chat completion");
  }
}

async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("data:")) yield line.slice(5).trim();
  }
}
