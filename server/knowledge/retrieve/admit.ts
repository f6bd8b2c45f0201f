/**
 * What of some ids may be shown now. A vector may be of a document that is deleted, replaced, or somebody else's: the directory
 * says whose it is and which version counts, and the library's index what it says.
 */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { openDirectory } from "../../directory/directory.ts";
import { documents, libraries } from "../../directory/schema.ts";
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { ChunkId } from "../chunk.ts";
import type { IndexedChunk } from "../library-index.ts";
import { readChunkId } from "../search-index/chunk-keys.ts";
import type { RetrieveEnv, RetrieveRequest } from "./retrieve.ts";

export type Admitted = IndexedChunk & { library: LibraryId };

/** Documents in one query: D1 takes a hundred parameters. */
const MOST_DOCUMENTS = 60;

/** In the order of `ids`. */
export async function admit(env: RetrieveEnv, request: RetrieveRequest, ids: ChunkId[]): Promise<Admitted[]> {
  const named = ids.flatMap((id) => {
    const name = readChunkId(id);
    return name === null ? [] : [{ id, ...name }];
  });
  const known = await documentsOf(env, request, [...new Set(named.map(({ document }) => document))]);
  const wanted = named.filter(({ document, version }) => known.get(document)?.version === version);
  const byLibrary = Map.groupBy(wanted, ({ document }) => known.get(document)?.library);
  const read = await Promise.all(
    [...byLibrary].map(async ([library, some]): Promise<Admitted[]> => {
      if (library === undefined) return [];
      const chunks = await env.INDEX.getByName(library).read(some.map(({ id }) => id));
      return chunks.map((chunk) => ({ ...chunk, library }));
    }),
  );
  const chunks = new Map(read.flat().map((chunk) => [chunk.id, chunk]));
  return ids.flatMap((id) => chunks.get(id) ?? []);
}

type Known = Map<DocumentId, { library: LibraryId; version: number }>;

async function documentsOf(
  { DB }: RetrieveEnv,
  { organization, libraries: allowed }: RetrieveRequest,
  ids: DocumentId[],
): Promise<Known> {
  const known: Known = new Map();
  for (let from = 0; from < ids.length; from += MOST_DOCUMENTS) {
    const rows = await openDirectory(DB)
      .select({ id: documents.id, library: documents.library, version: documents.readyVersion })
      .from(documents)
      .innerJoin(libraries, eq(libraries.id, documents.library))
      .where(
        and(
          inArray(documents.id, ids.slice(from, from + MOST_DOCUMENTS)),
          eq(documents.organization, organization),
          inArray(documents.library, allowed),
          isNull(documents.deletedAt),
          eq(libraries.organization, organization),
          isNull(libraries.deletedAt),
        ),
      );
    for (const { id, library, version } of rows) if (version !== null) known.set(id, { library, version });
  }
  return known;
}
