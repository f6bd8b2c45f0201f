/** Full-text search in each library's own index. */
import type { LibraryId } from "../../../shared/ids.ts";
import type { ChunkId } from "../../bindings/chunk.ts";
import type { TextHit } from "../../bindings/library-index.ts";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";

const MAX_MATCHES = 100;

/** Best match first, over all libraries. Throws if one library does not answer. */
export async function findByWords(
  env: RetrieveEnv,
  { libraries, question }: RetrieveRequest,
): Promise<ChunkId[]> {
  const hits = await Promise.all(libraries.map((library) => hitsOf(env, library, question)));
  return hits
    .flat()
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_MATCHES)
    .map(({ id }) => id);
}

async function hitsOf(env: RetrieveEnv, library: LibraryId, question: string): Promise<TextHit[]> {
  return await env.INDEX.getByName(library).search(question, MAX_MATCHES);
}
