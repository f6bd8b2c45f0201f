/** Output of a model in pieces, before it is encoded in a wire format. */
export type Piece =
  | { type: "text"; text: string }
  /** Reasoning before the answer, if the model keeps it separate. */
  | { type: "reasoning"; text: string }
  /** The same text in both fields of a chunk. Clients that read both fields show it twice. */
  | { type: "twice"; text: string }
  | { type: "tool_call"; name: string; arguments: string }
  /** A sign of life without text: headers, a comment, a keep-alive. */
  | { type: "alive" }
  /** The server's name for the model that answers. */
  | { type: "model"; name: string }
  | { type: "finish"; reason: FinishReason; usage: TokenUsage };

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

/** Ends with `finish`. Without it, the answer was cut. Errors are thrown. */
export type ModelPieces = AsyncGenerator<Piece, void, undefined>;

export interface TokenUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  /** What the provider charges, US dollars; only OpenRouter says so. */
  cost?: number;
}

/** Waits with real timers, or with those of a test. Rejects if the signal is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });

/** Splits a text into words, each with the white space after it: one piece of a stream. */
export function piecesOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
