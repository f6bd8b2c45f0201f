/** Reads question and passage together: https://developers.cloudflare.com/workers-ai/models/bge-reranker-base/ */
import { z } from "zod";
import type { RetrieveEnv } from "./request.ts";
import { withDeadline } from "./with-deadline.ts";

const MODEL = "@cf/baai/bge-reranker-base";
/** Longer than it mostly takes; the order of finding will do. */
const PATIENCE = 3_000;
/** The model reads 512 tokens of question and passage. */
const MAX_LENGTH = 1_600;

const answerShape = z.object({
  response: z.array(z.object({ id: z.number().int(), score: z.number() })),
});

/** A score of 0 to 1 for each text; null where the model fails or says nothing of some of them. */
export async function rerank(
  { AI, AI_GATEWAY }: RetrieveEnv,
  query: string,
  texts: string[],
  signal: AbortSignal | undefined,
): Promise<number[] | null> {
  if (texts.length === 0) return null;
  const contexts = texts.map((text) => ({ text: text.slice(0, MAX_LENGTH) }));
  const options = AI_GATEWAY === "" ? {} : { gateway: { id: AI_GATEWAY } };
  // The types of 2026-11 do not know of `query`, the model does.
  const inputs = { query, contexts, top_k: contexts.length };
  const answer: unknown = await withDeadline(() => AI.run(MODEL, inputs, options), {
    milliseconds: PATIENCE,
    signal,
  });
  const parsed = answerShape.safeParse(answer);
  if (!parsed.success) return null;
  const scores = new Map(parsed.data.response.map(({ id, score }) => [id, score]));
  const all = texts.map((_, id) => scores.get(id));
  return all.every((score) => score !== undefined) ? all.map(toShare) : null;
}

/** The model answers with a sigmoid already; another one that answers with logits is brought there. */
function toShare(score: number, _: number, all: number[]): number {
  const isShare = all.every((one) => one >= 0 && one <= 1);
  return isShare ? score : 1 / (1 + Math.exp(-score));
}
