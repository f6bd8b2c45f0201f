/**
 * Text generation by any OpenAI-compatible server: Ollama, llama.cpp, vLLM, LM Studio, OpenRouter. docs/models.md lists their habits
 * and what becomes of each.
 */
import { ProviderError, problemOf, withoutSecrets } from "../../ai/model/provider-problem.ts";
import { retryAfterOf } from "../../ai/model/retry-after.ts";
import type { ChatInput } from "../chat-input.ts";
import type { ModelPieces, Sleep } from "../model-pieces.ts";
import { type About, readPieces } from "./read-pieces.ts";

export interface ForwardTo {
  /** With or without `/v1`. */
  url: string;
  model: string;
  /** Sent as a bearer token; empty for none. */
  key: string;
  /** How long a server may say that its model is still loading, milliseconds. */
  loading: number;
}

/** Pause before a server whose model is loading is asked again, ms. */
const LOADING_PAUSE = 2_000;

/** Resolves as soon as the server answers with headers. Throws `ProviderError` if it refuses. */
export async function forward(
  input: ChatInput,
  to: ForwardTo,
  { signal, sleep, now = Date.now }: { signal: AbortSignal; sleep: Sleep; now?: () => number },
): Promise<ModelPieces> {
  const until = now() + to.loading;
  for (;;) {
    const opened = await open(input, to, signal, now());
    if (opened.type === "open") return readPieces(opened.response, opened.about, signal);
    const { problem } = opened.error;
    if (problem.cause !== "loading" || now() >= until) throw opened.error;
    await sleep(Math.max(LOADING_PAUSE, Math.min(problem.retryAfter ?? 0, until - now())), signal);
  }
}

type Opened = { type: "open"; response: Response; about: About } | { type: "refused"; error: ProviderError };

async function open(input: ChatInput, to: ForwardTo, signal: AbortSignal, now: number): Promise<Opened> {
  const address = endpoint(to.url);
  const provider = URL.canParse(address) ? new URL(address).host : withoutSecrets(to.url);
  const about = { provider, model: to.model };
  const refused = (cause: "wrong_address" | "unreachable", error: unknown): Opened => ({
    type: "refused",
    error: new ProviderError({ ...problemOf(null, String(error), about), cause }),
  });
  if (!URL.canParse(address)) return refused("wrong_address", "not an address");
  let response: Response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: headersFor(to),
      body: bodyFor(input, to),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return refused("unreachable", causeIn(error));
  }
  if (response.ok) return { type: "open", response, about };
  const words = await response.text().catch(() => "");
  const retryAfter = retryAfterOf(response.headers.get("retry-after"), now);
  const said = words === "" ? response.statusText : words;
  return {
    type: "refused",
    error: new ProviderError(problemOf(response.status, said, { ...about, retryAfter })),
  };
}

function headersFor({ key }: ForwardTo): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: "text/event-stream, application/json",
    ...(key === "" ? {} : { authorization: `Bearer ${key}` }),
  };
}

function bodyFor({ messages, maxTokens, temperature, tools }: ChatInput, { model }: ForwardTo): string {
  return JSON.stringify({
    model,
    messages,
    // Also for a whole answer, so that each sign of life is seen.
    stream: true,
    stream_options: { include_usage: true },
    ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
    ...(temperature === null ? {} : { temperature }),
    ...(tools.length === 0 ? {} : { tools }),
  });
}

function endpoint(url: string): string {
  const base = url
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/chat\/completions$/, "");
  const full = /^[a-z]+:\/\//i.test(base) ? base : `http://${base}`;
  return `${/\/v\d+$/.test(full) ? full : `${full}/v1`}/chat/completions`;
}

/** Node hides the reason of a failed request in `cause`. */
function causeIn(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
