import type { LibraryId } from "../../../shared/ids.ts";
import type { Citation, DocumentFilter, SearchAnswer } from "../../../shared/knowledge.ts";
import { MAX_SOURCES, MAX_SOURCES_PER_DOCUMENT } from "../../../shared/limits.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Env } from "../../bindings/env.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import type { Reader } from "../../knowledge/libraries/libraries.ts";
import { searchDocuments } from "../../knowledge/search/search-documents.ts";
import { answerSearch } from "./answer-search.ts";
import { followUps } from "./follow-ups.ts";
import type { StandaloneAnswer } from "./standalone-answer.ts";

export type SearchAnswered =
  ({ type: "answered" } & SearchAnswer) | Exclude<StandaloneAnswer, { type: "answered" }>;

/** Searches the documents that the reader may read, and lets the organization's agent answer from the hits. No hits, no answer. */
export async function findAnswer(
  env: Env,
  reader: Reader,
  { q: question, libraries, kinds, tags, languages }: { q: string; libraries?: LibraryId[] } & DocumentFilter,
): Promise<SearchAnswered> {
  const { passages, hits, confidence } = await searchDocuments(env, reader, {
    question,
    limit: MAX_SOURCES,
    perDocument: MAX_SOURCES_PER_DOCUMENT,
    show: "fitting",
    filter: {
      ...(kinds !== undefined && { kinds }),
      ...(tags !== undefined && { tags }),
      ...(languages !== undefined && { languages }),
    },
    ...(libraries === undefined ? {} : { libraries }),
  });
  if (passages.length === 0)
    return { type: "answered", answer: "", citations: [], hits, confidence: 0, followUps: [] };
  const { user: agent } = await findDefaultAgent(openDirectory(env.DB), reader.organization);
  const answered = await answerSearch(env, { ...reader, agent, question, passages }, Date.now());
  if (answered.type !== "answered") return answered;
  const { text: answer, cited } = answered;
  return {
    type: "answered",
    answer,
    citations: citationsOf(passages, cited),
    hits,
    confidence,
    followUps: followUps(passages, cited),
  };
}

function citationsOf(passages: Passage[], cited: number[]): Citation[] {
  return passages.flatMap(({ document, library, version, title, place }, i) =>
    cited.includes(i + 1) ? [{ n: i + 1, document, library, version, title, place }] : [],
  );
}
