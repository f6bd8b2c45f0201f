/** Embeddings and reranking by servers on this machine, instead of the stand-ins. Named by LOCAL_EMBEDDING_URL, LOCAL_RERANK_URL. */
import * as z from "zod";
import { AiError, aiError } from "./ai-error.ts";

export interface LocalServer {
  /** With or without `/v1`. */
  url: string;
  model: string;
}

const embeddingsShape = z.looseObject({
  data: z.array(z.looseObject({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/** `POST /v1/embeddings` as OpenAI defines it: Ollama, llama.cpp, vLLM, LM Studio. A vector for each text, in order. */
export async function embedByServer({ url, model }: LocalServer, texts: string[]): Promise<number[][]> {
  const answer = await post(`${baseOf(url, "embeddings")}/embeddings`, { model, input: texts });
  const parsed = embeddingsShape.safeParse(answer);
  if (!parsed.success) throw new AiError("InferenceUpstreamError: the answer is not a list of embeddings");
  return parsed.data.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

/** Jina, Cohere, vLLM and llama.cpp name the score `relevance_score`; Text Embeddings Inference answers with the bare list. */
const resultShape = z
  .looseObject({
    index: z.number().int(),
    relevance_score: z.number().optional(),
    score: z.number().optional(),
  })
  .transform(({ index, relevance_score: relevance, score = relevance }) => ({ id: index, score }));
const rerankShape = z.union([
  z.looseObject({ results: z.array(resultShape) }).transform(({ results }) => results),
  z.array(resultShape),
]);

/** `POST /v1/rerank`. Best first; scores are of the model's own scale. */
export async function rerankByServer(
  { url, model }: LocalServer,
  query: string,
  documents: string[],
): Promise<{ id: number; score: number }[]> {
  // `texts` is the name for `documents` in Text Embeddings Inference.
  const body = { model, query, documents, texts: documents, top_n: documents.length };
  const parsed = rerankShape.safeParse(await post(`${baseOf(url, "rerank")}/rerank`, body));
  if (!parsed.success) throw new AiError("InferenceUpstreamError: the answer is not a list of scores");
  const scored = parsed.data.flatMap(({ id, score }) => (score === undefined ? [] : [{ id, score }]));
  return scored.sort((a, b) => b.score - a.score);
}

/** The address up to the version. An address that names the method is taken as it is. */
function baseOf(url: string, method: string): string {
  const bare = url.replace(/\/+$/, "");
  if (bare.endsWith(`/${method}`)) return bare.slice(0, -method.length - 1);
  return /\/v\d+$/.test(bare) ? bare : `${bare}/v1`;
}

async function post(address: string, body: object): Promise<unknown> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw aiError(response.status);
  }
  return response.json();
}
