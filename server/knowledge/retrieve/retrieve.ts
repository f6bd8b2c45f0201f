/** Finds the passages that may answer a question. */
import type { Passage } from "../../bindings/chunk.ts";
import { checkAccess, readCandidates, stillAllowed } from "./check-access.ts";
import { type Finding, findingKey, keepFinding, recallFinding } from "./cached-finding.ts";
import { embedQuestion, findByVector } from "./find-by-vector.ts";
import { findByWords } from "./find-by-words.ts";
import { rankFusion } from "./rank-fusion.ts";
import { rankPassages, TEXT_WEIGHT, VECTOR_WEIGHT, wholeText } from "./rank-passages.ts";
import type { RetrieveEnv, RetrieveRequest, Retrieved } from "./request.ts";
import { rerank } from "./rerank.ts";
import { tellApart } from "./tell-apart.ts";

/**
 * Combines vector search and full-text search, reranks where there is a model for it, and limits passages per document. Each passage is read from its
 * library's index. Access is checked in the directory once more after all slow work, so that no stale or forbidden passage is
 * returned. Throws if the directory or an index does not answer; if only embedding or reranking fails, the rest is used alone.
 */
export async function retrieve(env: RetrieveEnv, request: RetrieveRequest): Promise<Retrieved> {
  if (request.libraries.length === 0 || request.question.trim() === "") return nothing;
  if (request.documents?.size === 0) return nothing;
  const key = await findingKey(env, request);
  const cached = await recallFinding(env, key);
  const found =
    cached === null ? await findAndKeep(env, request, key) : await readPassages(env, request, cached);
  const passages = await tellApart(env, found);
  return { passages, confidence: Math.max(0, ...passages.map(({ score }) => score)) };
}

const nothing: Retrieved = { passages: [], confidence: 0 };

async function readPassages(
  env: RetrieveEnv,
  request: RetrieveRequest,
  { passages }: Finding,
): Promise<Passage[]> {
  const scores = new Map(passages.map(({ id, score }) => [id, score]));
  const admitted = await checkAccess(env, request, [...scores.keys()]);
  return admitted.map((chunk) => ({ ...chunk, score: scores.get(chunk.id) ?? 0 }));
}

async function findAndKeep(env: RetrieveEnv, request: RetrieveRequest, key: string): Promise<Passage[]> {
  const { passages, isWhole } = await find(env, request);
  const finding = { passages: passages.map(({ id, score }) => ({ id, score })) };
  const [standing] = await Promise.all([
    stillAllowed(env, request, passages),
    isWhole ? keepFinding(env, key, finding) : undefined,
  ]);
  return standing;
}

/** Candidates that are read and reranked. The model's time grows with each. */
const CANDIDATES = 30;

/** `isWhole`: no part of the search failed. Partial results are not cached. */
async function find(
  env: RetrieveEnv,
  request: RetrieveRequest,
): Promise<{ passages: Passage[]; isWhole: boolean }> {
  const [vector, byWords] = await Promise.all([embedQuestion(env, request), findByWords(env, request)]);
  const byVector = vector === null ? null : await findByVector(env, request, vector, byWords.ids);
  const found = rankFusion([
    { ids: byVector ?? [], weight: VECTOR_WEIGHT },
    { ids: byWords.ids, weight: TEXT_WEIGHT },
  ]);
  const candidates = (await readCandidates(env, request, found.slice(0, CANDIDATES))).map((chunk) => ({
    ...chunk,
    headings: chunk.place.headings ?? [],
  }));
  const reranked = await rerank(env, request.question, candidates.map(wholeText), request.signal);
  const { asked } = byWords;
  const passages = rankPassages({ ...request, asked }, candidates, reranked).map(
    ({ item: { headings: _, ...chunk }, score }) => ({ ...chunk, score }),
  );
  const isWhole = byVector !== null && (reranked !== null || env.RERANK_MODEL === "");
  return { passages, isWhole };
}
