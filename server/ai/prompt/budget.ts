/** How many tokens a prompt and its answer may have, for a model that reads so many. */
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";

export interface Budget {
  /** Estimated tokens of the whole prompt. */
  prompt: number;
  /** Maximum answer, tokens. */
  answer: number;
}

/** Share of a small context that is kept for the answer. */
const FOR_ANSWER = 1 / 4;
/** Smallest answer that is worth a request, tokens. */
const MIN_ANSWER = 256;
/** Estimates differ from real tokenizers by up to a third (`tokens.ts`), and templates add their own words. */
const CERTAIN = 0.7;

/**
 * `context`: tokens that the model reads and writes together, null if it has shown no limit. `answer`: the answer that is wanted. `tools`:
 * what the tools of the program that asks weigh. They take nothing from the conversation, as long as the model has room for both.
 */
export function budgetFor(context: number | null, answer: number, tools = 0): Budget {
  const most = CONTEXT_TOKENS + tools;
  if (context === null) return { prompt: most, answer };
  const granted = Math.min(answer, Math.max(MIN_ANSWER, Math.floor(context * FOR_ANSWER)));
  const prompt = Math.floor((context - granted) * CERTAIN);
  return { prompt: Math.max(0, Math.min(most, prompt)), answer: granted };
}

/** The context to assume after a prompt was refused. `named`: what the provider said. `given`: estimated tokens of the prompt. */
export function smallerContext(assumed: number | null, named: number | null, given: number): number {
  // The provider names its limit once. If it refuses again, its tokens are smaller than the estimate.
  if (named !== null && (assumed === null || named < assumed)) return named;
  return Math.floor((assumed ?? given) * 0.6);
}

/** Tokens below which a limit is not a model's limit. */
const SMALLEST = 2_048;

/**
 * The context of a server that cuts the beginning of a prompt without a word, as Ollama does: it counts far fewer tokens than it was
 * given. Null if it has read everything. Contexts are powers of two by default.
 */
export function silentLimit(given: number, counted: number): number | null {
  if (counted <= 0 || given < SMALLEST) return null;
  const nearest = 2 ** Math.round(Math.log2(counted));
  const isAtLimit = Math.abs(counted - nearest) <= nearest / 100 && counted < given * 0.9;
  if (isAtLimit) return Math.max(SMALLEST, nearest);
  // Whole messages were left out. No tokenizer is that much better than the estimate.
  return counted < given * 0.5 ? Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(counted))) : null;
}
