/** Search by similarity: compares the question's vector with the vectors of the organization. */
import type { ChunkId } from "../../bindings/chunk.ts";
import { readChunkId } from "../search-index/chunk-keys.ts";
import { embedTexts } from "../ingest/embed-chunks.ts";
import { FEEDBACK_PASSAGES, withFeedback } from "./relevance-feedback.ts";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";
import { withDeadline } from "./with-deadline.ts";

/** The maximum number of matches that Vectorize returns without metadata. */
const MAX_MATCHES = 100;
/**
 * Maximum libraries in a filter, which Vectorize limits to 2 KiB. With more libraries, all of the organization's are searched
 * and the others are removed afterwards.
 */
const MAX_FILTERED_LIBRARIES = 50;
/** Timeout of embedding and of searching, ms. Each takes some tens of milliseconds; after the timeout, full text alone answers. */
const TIMEOUT_MS = 4_000;

/** Null if the model fails. */
export async function embedQuestion(
  env: RetrieveEnv,
  { question, signal }: RetrieveRequest,
): Promise<number[] | null> {
  const vectors = await withDeadline(() => embedTexts(env, [question]), { milliseconds: TIMEOUT_MS, signal });
  return vectors?.[0] ?? null;
}

/**
 * Best match first; null if the vector index fails. Results are only candidates: writes and deletions reach the index late, and
 * its filter compares only the beginning of long strings.
 */
export function findByVector(
  env: RetrieveEnv,
  { organization, libraries, documents, signal }: RetrieveRequest,
  question: number[],
  foundByWords: ChunkId[],
): Promise<ChunkId[] | null> {
  return withDeadline(
    async () => {
      const first = await env.VECTORIZE.getByIds(foundByWords.slice(0, FEEDBACK_PASSAGES));
      const vector = withFeedback(
        question,
        first.map(({ values }) => Array.from(values)),
      );
      const { matches } = await env.VECTORIZE.query(vector, {
        namespace: organization,
        ...(libraries.length <= MAX_FILTERED_LIBRARIES && { filter: { library: { $in: libraries } } }),
        topK: MAX_MATCHES,
      });
      const found = matches.map(({ id }) => id);
      if (documents === undefined) return found;
      // Vectorize filters by what was stored with a vector, which does not have what changes of a document.
      const wanted = new Set<string>([...documents.values()].flat());
      return found.filter((id) => wanted.has(readChunkId(id)?.document ?? ""));
    },
    { milliseconds: TIMEOUT_MS, signal },
  );
}
