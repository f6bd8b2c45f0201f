/** Full-text search in each library's own index. */
import type { ChunkId } from "../../bindings/chunk.ts";
import type { AskedWords } from "../words/found-words.ts";
import { joinWords } from "./asked-words.ts";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";

const MAX_MATCHES = 100;

/** Best match first, over all libraries, and what the question's words are in them. Throws if one library does not answer. */
export async function findByWords(
  env: RetrieveEnv,
  { libraries, question, documents }: RetrieveRequest,
): Promise<{ ids: ChunkId[]; asked: AskedWords }> {
  const searches = await Promise.all(
    libraries.map((library) => {
      const among = documents === undefined ? undefined : (documents.get(library) ?? []);
      return env.INDEX.getByName(library).search(question, MAX_MATCHES, among);
    }),
  );
  const ids = searches
    .flatMap(({ hits }) => hits)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_MATCHES)
    .map(({ id }) => id);
  return { ids, asked: joinWords(searches) };
}
