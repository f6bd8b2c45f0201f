/** Reads the answer of an OpenAI-compatible server in pieces: a stream of events, or one JSON if the server ignores `stream`. */
import { ProviderError, problemOf } from "../../ai/model/provider-problem.ts";
import { SseData } from "../../ai/model/sse-data.ts";
import type { ModelPieces, Piece, TokenUsage } from "../model-pieces.ts";
import { type CallPiece, type Chunk, readChunk } from "./chunk.ts";

/** What a problem is about. */
export interface About {
  /** Host and port. */
  provider: string;
  model: string;
}

/** Longest body of a server that does not stream, UTF-16 units: the longest answer and its reasoning, with room for JSON. */
const MAX_WHOLE = 2_000_000;

export async function* readPieces(response: Response, about: About, signal: AbortSignal): ModelPieces {
  const reading = new Reading(about);
  // The headers are a sign of life.
  yield { type: "alive" };
  let isWhole: boolean | null = null;
  let whole = "";
  const decoder = new TextDecoder();
  const events = new SseData();
  try {
    for await (const bytes of bytesOf(response.body)) {
      isWhole ??= isOneValue(bytes);
      let isSilent = true;
      if (isWhole === true) {
        whole += decoder.decode(bytes, { stream: true });
        if (whole.length > MAX_WHOLE) throw reading.failed("the answer is too long");
      } else {
        for (const data of events.push(bytes)) {
          // Piece by piece: what was said before an error stands.
          for (const piece of reading.hear(data)) {
            isSilent = false;
            yield piece;
          }
        }
      }
      if (isSilent) yield { type: "alive" };
      if (reading.isDone) break;
    }
  } catch (error) {
    if (error instanceof ProviderError || signal.aborted) throw error;
    // The connection broke. What was said stands, and the answer has no end.
    return;
  }
  for (const data of isWhole === true ? [whole] : events.end()) yield* reading.hear(data);
  yield* reading.end(isWhole === true);
}

/**
 * Whether the body is one JSON value or a page and not a stream of events, by its first character: the content type is often wrong. Null
 * if only white space has arrived.
 */
function isOneValue(bytes: Uint8Array): boolean | null {
  const first = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().at(0);
  return first === undefined ? null : "{[<".includes(first);
}

async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

class Reading {
  readonly #about: About;
  readonly #calls = new Map<number, CallPiece>();
  #usage: TokenUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  #reason: string | null = null;
  #isNamed = false;
  #isAnswer = false;
  #isComplete = false;

  constructor(about: About) {
    this.#about = about;
  }

  /** `[DONE]` has arrived. */
  get isDone(): boolean {
    return this.#isComplete;
  }

  *hear(data: string): Generator<Piece, void, undefined> {
    if (data.trim() === "[DONE]") {
      this.#isComplete = true;
      return;
    }
    const chunk = readChunk(data);
    // A line that is no JSON is skipped: proxies put their own lines between.
    if (chunk === null) return;
    if (chunk.error !== undefined) throw this.failed(chunk.error);
    this.#isAnswer ||= chunk.isAnswer;
    if (!this.#isNamed && chunk.model !== null && chunk.model !== "") {
      this.#isNamed = true;
      yield { type: "model", name: chunk.model };
    }
    this.#count(chunk);
    if (chunk.reasoning !== "") yield { type: "reasoning", text: chunk.reasoning };
    if (chunk.text !== "") yield { type: "text", text: chunk.text };
    for (const call of chunk.calls) this.#join(call);
    this.#reason = chunk.reason ?? this.#reason;
  }

  /** `isWhole`: the body had an end of its own. */
  *end(isWhole: boolean): Generator<Piece, void, undefined> {
    if (!this.#isAnswer) throw this.failed("what the server sent is not a chat completion", "wrong_address");
    if (this.#reason === "error" || this.#reason === "abort") throw this.failed("the server gave up");
    // With neither a reason nor `[DONE]` the answer was cut. It ends without `finish`.
    if (this.#reason === null && !this.#isComplete && !isWhole) return;
    const reason = finishReason(this.#reason, this.#calls.size > 0);
    // Arguments that were cut are not a call.
    if (reason !== "length") {
      for (const { name, arguments: args } of this.#calls.values())
        yield { type: "tool_call", name, arguments: args };
    }
    yield { type: "finish", reason, usage: this.#usage };
  }

  failed(error: unknown, cause?: "wrong_address"): ProviderError {
    const words = typeof error === "string" ? error : JSON.stringify(error);
    const code = typeof error === "object" && error !== null && "code" in error ? Number(error.code) : NaN;
    const problem = problemOf(code >= 400 && code < 600 ? code : 200, words, this.#about);
    return new ProviderError(cause === undefined ? problem : { ...problem, cause });
  }

  #count({ usage }: Chunk): void {
    if (usage === null) return;
    const { in: prompt_tokens, out: completion_tokens, cost } = usage;
    const total_tokens = prompt_tokens + completion_tokens;
    this.#usage = { prompt_tokens, completion_tokens, total_tokens, ...(cost === null ? {} : { cost }) };
  }

  #join(call: CallPiece): void {
    const before = this.#calls.get(call.index);
    // A server that numbers no calls sends each as a whole.
    const isNext = before !== undefined && call.name !== "" && before.name !== "" && before.arguments !== "";
    const index = isNext ? this.#calls.size : call.index;
    const joined = isNext || before === undefined ? { name: "", arguments: "" } : before;
    this.#calls.set(index, {
      index,
      name: joined.name + call.name,
      arguments: joined.arguments + call.arguments,
    });
  }
}

function finishReason(
  reason: string | null,
  hasCalls: boolean,
): "stop" | "length" | "tool_calls" | "content_filter" {
  switch (reason) {
    case "length":
    case "max_tokens":
      return "length";
    case "content_filter":
      return "content_filter";
    default:
      return hasCalls ? "tool_calls" : "stop";
  }
}
