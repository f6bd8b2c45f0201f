/**
 * Why a model's provider did not answer, in a form that survives RPC: only the text of an error crosses it.
 *
 * The wordings are those of Ollama, llama.cpp, vLLM, LM Studio, OpenRouter, OpenAI and Workers AI; docs/models.md lists them.
 */
import type { TurnReason } from "../../../shared/protocol/turns.ts";
import { contextLimitIn, speaksOfContext } from "./context-limit.ts";

export type ProviderCause =
  | Extract<
      TurnReason,
      | "provider_busy"
      | "provider_failed"
      | "denied"
      | "no_credit"
      | "no_model"
      | "wrong_address"
      | "unreachable"
      | "loading"
      | "prompt_too_long"
      | "filtered"
    > /** The model takes no tools. The same request without them is sent. */
  | "no_tools";

export interface ProviderProblem {
  cause: ProviderCause;
  /** Host and port of the server; empty for Workers AI. */
  provider: string;
  model: string;
  /** HTTP status, or the code in the body of a 200. Null if there was no answer. */
  status: number | null;
  /** `Retry-After`, milliseconds. */
  retryAfter: number | null;
  /** Tokens that the model can read and write together, if the provider says so. */
  context: number | null;
  /** The provider's words: one line, without secrets. For the log only. */
  detail: string;
}

export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly problem: ProviderProblem;

  constructor(problem: ProviderProblem) {
    super(`${PREFIX}${JSON.stringify(problem)}`);
    this.problem = problem;
  }
}

const PREFIX = "Provider problem ";

/** Reads what `ProviderError` wrote, also from an error that has passed RPC or the AI SDK. Null for any other text. */
export function readProviderProblem(text: string): ProviderProblem | null {
  const at = text.indexOf(PREFIX);
  if (at === -1) return null;
  try {
    const problem: unknown = JSON.parse(text.slice(at + PREFIX.length));
    return isProblem(problem) ? problem : null;
  } catch {
    return null;
  }
}

export function isProblem(value: unknown): value is ProviderProblem {
  return typeof value === "object" && value !== null && "cause" in value && "detail" in value;
}

/** Each cause with the words that mean it. The first that fits counts. */
const WORDS: readonly [ProviderCause, RegExp][] = [
  [
    "loading",
    /loading model|model (?:is )?(?:still |currently )?(?:being )?load(?:ing|ed)\b.*(?:wait|later|try)/i,
  ],
  ["no_credit", /insufficient[_ ](?:credit|quota|balance|funds)|out of credit|exceeded your current quota/i],
  ["filtered", /content[_ ]filter|content management policy|moderation.*flagged|flagged.*moderation/i],
  [
    "no_tools",
    /does not support (?:tools|function)|tools? (?:param|choice)?.{0,40}(?:requires? --jinja|not supported|unsupported)|--enable-auto-tool-choice|no endpoints found that support tool|tool use is not supported|function calling is not (?:supported|enabled)/i,
  ],
  ["wrong_address", /unexpected endpoint or method/i],
  [
    "no_model",
    /model.{0,200}?(?:not found|does not exist|not a valid model|is not available)|try pulling it|no models? loaded|not a valid model id|no endpoints found for|no such model|model name is invalid/i,
  ],
  [
    "provider_busy",
    /rate.?limit|too many requests|out of capacity|capacity temporarily|overloaded|server busy/i,
  ],
];

const BY_STATUS: Partial<Record<number, ProviderCause>> = {
  401: "denied",
  402: "no_credit",
  403: "denied",
  404: "wrong_address",
  405: "wrong_address",
  407: "denied",
  413: "prompt_too_long",
  429: "provider_busy",
};

/** Codes of Workers AI: https://developers.cloudflare.com/workers-ai/platform/errors/ */
const BY_CODE: Partial<Record<string, ProviderCause>> = {
  3006: "prompt_too_long",
  3036: "provider_busy",
  3040: "provider_busy",
  3042: "no_model",
  5007: "no_model",
  5018: "denied",
};

/** The cause of a failure with this status and these words. */
export function causeOf(status: number | null, words: string): ProviderCause {
  if (speaksOfContext(words)) return "prompt_too_long";
  const code = words.match(/^\s*(?:AiError: )?(\d{4}):/)?.[1];
  const byCode = code === undefined ? undefined : BY_CODE[code];
  if (byCode !== undefined) return byCode;
  // A refused key is a refused key, whatever else the text speaks of.
  if (status === 401) return "denied";
  const byWords = WORDS.find(([, pattern]) => pattern.test(words))?.[0];
  return byWords ?? BY_STATUS[status ?? 0] ?? "provider_failed";
}

export function problemOf(
  status: number | null,
  words: string,
  { provider, model, retryAfter = null }: { provider: string; model: string; retryAfter?: number | null },
): ProviderProblem {
  const cause = causeOf(status, words);
  const context = cause === "prompt_too_long" ? contextLimitIn(words) : null;
  return { cause, provider, model, status, retryAfter, context, detail: withoutSecrets(words) };
}

/** Length of the provider's words in the log, UTF-16 units. An error may repeat the whole prompt. */
const DETAIL = 200;

const SECRETS: readonly [RegExp, string][] = [
  [/\b(?:bearer|basic)\s+\S+/gi, "[secret]"],
  [/\b(?:sk|pk|hf|gsk|or|key|api)[-_][\w*.-]{6,}/gi, "[secret]"],
  [/\/\/[^/\s@]+@/g, "//"],
  [/([?&](?:key|token|api_?key|signature)=)[^&\s]+/gi, "$1[secret]"],
];

export function withoutSecrets(words: string): string {
  const line = SECRETS.reduce(
    (rest, [secret, shown]) => rest.replace(secret, shown),
    words.slice(0, 4 * DETAIL),
  );
  return line
    .replace(/[\s\p{C}]+/gu, " ")
    .trim()
    .slice(0, DETAIL)
    .toWellFormed();
}

/** One line for whoever runs the server. It contains no text of a room. */
export function logProblem({ provider, model, status, cause, detail }: ProviderProblem): void {
  const where = provider === "" ? "Workers AI" : provider;
  console.error(
    `model failed: provider=${where} model=${model} status=${status ?? "none"} cause=${cause} (${detail})`,
  );
}
