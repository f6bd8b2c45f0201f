/** Finding by likeness: the question's vector among those of the organization. */
import type { ChunkId } from "../../bindings/chunk.ts";
import { embedTexts } from "../ingest/embed-chunks.ts";
import { FEEDBACK_PASSAGES, withFeedback } from "./relevance-feedback.ts";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";
import { withDeadline } from "./with-deadline.ts";

/** The most that Vectorize gives without metadata. */
const MOST = 100;
/** A filter of Vectorize has 2 KiB. Whoever may use more libraries searches all of the organization's; foreign ones are left out after. */
const MOST_FILTERED = 50;
/** Embedding and searching take some tens of milliseconds each; nobody waits longer for what words can find as well. */
const PATIENCE = 4_000;

/** Null where the model fails. */
export async function embedQuestion(
  env: RetrieveEnv,
  { question, signal }: RetrieveRequest,
): Promise<number[] | null> {
  const vectors = await withDeadline(() => embedTexts(env, [question]), { milliseconds: PATIENCE, signal });
  return vectors?.[0] ?? null;
}

/**
 * Best first; null where the index of vectors fails. What comes back is only a hint: writes and deletions reach the index late,
 * and its filter compares beginnings.
 */
export function findByVector(
  env: RetrieveEnv,
  { organization, libraries, signal }: RetrieveRequest,
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
        ...(libraries.length <= MOST_FILTERED && { filter: { library: { $in: libraries } } }),
        topK: MOST,
      });
      return matches.map(({ id }) => id);
    },
    { milliseconds: PATIENCE, signal },
  );
}
