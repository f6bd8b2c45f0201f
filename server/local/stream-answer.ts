/** Server-sent events in one of Workers AI's two formats. */
import { ProviderError } from "../ai/model/provider-problem.ts";
import type { Piece, ModelPieces } from "./model-pieces.ts";

/** `native`: Llama, Granite, Mistral. `openai`: newer models, whose chunks are those of OpenAI's chat completions. */
export type Dialect = "native" | "openai";

export function dialectOf(model: string): Dialect {
  return /^@(?:cf|hf)\/(?:meta|meta-llama|ibm-granite|mistral)\//.test(model) ? "native" : "openai";
}

/**
 * Returns a byte stream, because only byte streams can be sent between Workers. Cancelling it or aborting the call stops the
 * model. Then nobody reads the stream, so it ends without an error. A provider's problem in the middle becomes an `error` chunk, because
 * the text of an error does not survive in a stream.
 */
export function streamAnswer(
  pieces: ModelPieces,
  dialect: Dialect,
  { signal, stop }: { signal: AbortSignal; stop: () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  let calls = 0;
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const next = await pieces.next().catch((error: unknown) => {
        if (signal.aborted) return { done: true, value: undefined } as const;
        if (!(error instanceof ProviderError)) throw error;
        controller.enqueue(encoder.encode(`data: ${JSON.stringify({ error: error.problem })}\n\n`));
        return null;
      });
      if (next === null) return;
      if (next.done === true) {
        controller.close();
        // A reader with its own buffer waits for a response to its request.
        controller.byobRequest?.respond(0);
        return;
      }
      if (next.value.type === "alive") return controller.enqueue(encoder.encode(": alive\n\n"));
      const chunks = chunksOf(next.value, dialect, { isFirst, calls });
      if (next.value.type !== "model") isFirst = false;
      if (next.value.type === "tool_call") calls += 1;
      controller.enqueue(encoder.encode(chunks.map((chunk) => `data: ${chunk}\n\n`).join("")));
    },
    cancel() {
      stop();
    },
  });
}

/** `calls`: number of earlier calls. */
function chunksOf(
  piece: Exclude<Piece, { type: "alive" }>,
  dialect: Dialect,
  { isFirst, calls }: { isFirst: boolean; calls: number },
): string[] {
  switch (piece.type) {
    case "text":
      return [
        JSON.stringify(dialect === "native" ? nativeText(piece.text) : openaiText(piece.text, isFirst)),
      ];
    case "reasoning":
      // In both formats: the native one has no own field for it.
      return [
        JSON.stringify(openai([{ index: 0, delta: { reasoning_content: piece.text }, finish_reason: null }])),
      ];
    case "twice":
      return [JSON.stringify({ ...nativeText(piece.text), ...openaiText(piece.text, isFirst) })];
    case "tool_call":
      return toolCallChunks(piece, dialect, calls);
    case "model":
      return [JSON.stringify({ model: piece.name })];
    case "finish":
      return [JSON.stringify(finishOf(piece, dialect)), "[DONE]"];
  }
}

const nativeText = (text: string) => ({ response: text, p: "" });

function openaiText(text: string, isFirst: boolean) {
  const delta = isFirst ? { role: "assistant", content: text } : { content: text };
  return openai([{ index: 0, delta, finish_reason: null }]);
}

function openai(choices: object[]) {
  return { id: "chatcmpl-local", object: "chat.completion.chunk", created: 0, choices };
}

function toolCallChunks(
  { name, arguments: args }: { name: string; arguments: string },
  dialect: Dialect,
  index: number,
): string[] {
  const call = { index, id: `call_local_${index}`, type: "function", function: { name, arguments: args } };
  if (dialect === "native") return [JSON.stringify({ response: "", tool_calls: [call] })];
  return [JSON.stringify(openai([{ index: 0, delta: { tool_calls: [call] }, finish_reason: null }]))];
}

function finishOf({ reason, usage }: Extract<Piece, { type: "finish" }>, dialect: Dialect): object {
  if (dialect === "native") return { response: "", finish_reason: reason, usage };
  return { ...openai([{ index: 0, delta: {}, finish_reason: reason }]), usage };
}
