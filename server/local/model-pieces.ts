/** What a model says, piece by piece, before it has the shape of any wire. */
export type Piece =
  | { type: "text"; text: string }
  /** What it thinks before it answers, where it keeps that apart. */
  | { type: "reasoning"; text: string }
  /** The same text in both fields of a chunk, which naive readers add up. */
  | { type: "twice"; text: string }
  | { type: "tool_call"; name: string; arguments: string }
  | { type: "finish"; reason: "stop" | "length" | "tool_calls"; usage: TokenUsage };

/** It ends with `finish`; without one it was cut. An error is thrown. */
export type ModelPieces = AsyncGenerator<Piece, void, undefined>;

export interface TokenUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** How time passes: real timers, or a test's. Rejects where the signal is aborted. */
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

/** Words with the white space after them: what a model says at once. */
export function piecesOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
