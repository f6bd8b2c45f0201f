/** Finding by likeness: the question's vector among those of the organization. */
import type { ChunkId } from "../chunk.ts";
import { embedTexts } from "../ingest/embed-chunks.ts";
import type { RetrieveEnv, RetrieveRequest } from "./retrieve.ts";
import { within } from "./within.ts";

/** The most that Vectorize gives without metadata, and enough: the fusion looks at fewer. */
const MOST = 100;
/** Embedding and searching take some tens of milliseconds; nobody waits longer for what words can find as well. */
const PATIENCE = 4_000;

/**
 * Best first; null where the model or the index of vectors fails. What comes back is only a hint: writes and deletions reach the
 * index late, and its filter compares beginnings.
 */
export function findByVector(
  env: RetrieveEnv,
  { organization, libraries, question, signal }: RetrieveRequest,
): Promise<ChunkId[] | null> {
  return within(
    async () => {
      const [vector] = await embedTexts(env, [question]);
      if (vector === undefined) return [];
      const { matches } = await env.VECTORIZE.query(vector, {
        namespace: organization,
        filter: { library: { $in: libraries } },
        topK: MOST,
      });
      return matches.map(({ id }) => id);
    },
    { milliseconds: PATIENCE, signal },
  );
}
