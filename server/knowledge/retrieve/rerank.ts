/** The reranker reads question and passage together: https://developers.cloudflare.com/workers-ai/models/bge-reranker-base/ */
import * as z from "zod";
import type { RetrieveEnv } from "./request.ts";
import { withDeadline } from "./with-deadline.ts";

/** Timeout, ms: longer than most calls take. After it, the order of the search is kept. */
const TIMEOUT_MS = 3_000;
/** The model reads 512 tokens of question and passage. UTF-16 units. */
const MAX_LENGTH = 1_600;

const answerShape = z.object({
  response: z.array(z.object({ id: z.number().int(), score: z.number() })),
});

/** A score of 0 to 1 for each text; null if there is no model, or if it fails or skips a text. */
export async function rerank(
  { AI, AI_GATEWAY, RERANK_MODEL }: Pick<RetrieveEnv, "AI" | "AI_GATEWAY" | "RERANK_MODEL">,
  query: string,
  texts: string[],
  signal: AbortSignal | undefined,
): Promise<number[] | null> {
  if (texts.length === 0 || RERANK_MODEL === "") return null;
  const contexts = texts.map((text) => ({ text: text.slice(0, MAX_LENGTH) }));
  const options = AI_GATEWAY === "" ? {} : { gateway: { id: AI_GATEWAY } };
  // The types of 2026-11 lack `query`; the model requires it.
  const inputs = { query, contexts, top_k: contexts.length };
  const answer: unknown = await withDeadline(
    () => AI.run<keyof AiModels>(modelName(RERANK_MODEL), inputs, options),
    {
      milliseconds: TIMEOUT_MS,
      signal,
    },
  );
  const parsed = answerShape.safeParse(answer);
  if (!parsed.success) return null;
  const scores = new Map(parsed.data.response.map(({ id, score }) => [id, score]));
  const all = texts.map((_, id) => scores.get(id));
  return all.every((score) => score !== undefined) ? all.map(toShare) : null;
}

/** The model already applies a sigmoid. For a model that answers with logits, it is applied here. */
function toShare(score: number, _: number, all: number[]): number {
  const isShare = all.every((one) => one >= 0 && one <= 1);
  return isShare ? score : 1 / (1 + Math.exp(-score));
}

/** The configuration decides which models exist, so the type cannot list them. */
function modelName(name: string): keyof AiModels {
  return name as keyof AiModels;
}
