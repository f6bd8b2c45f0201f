/**
 * Checks which of some chunk ids may be shown now. A vector may belong to a document that is deleted, replaced, or not
 * accessible. The directory knows the owner and the current version; the library's index has the text.
 */
import { and, eq, inArray, isNull } from "drizzle-orm";
import { inJsonArray } from "../../directory/in-json-array.ts";
import { openDirectory } from "../../directory/directory.ts";
import { documents, libraries } from "../../directory/schema.ts";
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import type { ChunkId } from "../../bindings/chunk.ts";
import type { IndexedChunk } from "../../bindings/library-index.ts";
import { readChunkId } from "../search-index/chunk-keys.ts";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";

export type Allowed = IndexedChunk & { library: LibraryId };

/** In the order of `ids`. */
export async function checkAccess(
  env: RetrieveEnv,
  request: RetrieveRequest,
  ids: ChunkId[],
): Promise<Allowed[]> {
  const named = ids.flatMap((id) => {
    const name = readChunkId(id);
    return name === null ? [] : [{ id, ...name }];
  });
  const known = await documentsOf(env, request, [...new Set(named.map(({ document }) => document))]);
  const wanted = named.filter(({ document, version }) => known.get(document)?.version === version);
  const byLibrary = Map.groupBy(wanted, ({ document }) => known.get(document)?.library);
  const read = await Promise.all(
    [...byLibrary].map(async ([library, some]): Promise<Allowed[]> => {
      if (library === undefined) return [];
      const chunks = await env.INDEX.getByName(library).read(some.map(({ id }) => id));
      return chunks.map((chunk) => ({ ...chunk, library }));
    }),
  );
  const chunks = new Map(read.flat().map((chunk) => [chunk.id, chunk]));
  return ids.flatMap((id) => chunks.get(id) ?? []);
}

/** Up to this many libraries, each index is asked for all candidates instead of asking the directory for their libraries first. */
const FEW_LIBRARIES = 4;

/**
 * Reads the current text of the candidates from their libraries, in the order of `ids`. Check the passages again before showing
 * them (`stillAllowed`).
 */
export async function readCandidates(
  env: RetrieveEnv,
  request: RetrieveRequest,
  ids: ChunkId[],
): Promise<Allowed[]> {
  if (request.libraries.length > FEW_LIBRARIES) return checkAccess(env, request, ids);
  const read = await Promise.all(
    request.libraries.map(async (library): Promise<Allowed[]> => {
      const chunks = await env.INDEX.getByName(library).read(ids);
      return chunks.map((chunk) => ({ ...chunk, library }));
    }),
  );
  const chunks = new Map(read.flat().map((chunk) => [chunk.id, chunk]));
  return ids.flatMap((id) => chunks.get(id) ?? []);
}

/** Checks chunks that were read before. The text of a version never changes, so only the directory is asked. */
export async function stillAllowed<Chunk extends Pick<Allowed, "document" | "version" | "library">>(
  env: RetrieveEnv,
  request: RetrieveRequest,
  chunks: Chunk[],
): Promise<Chunk[]> {
  const known = await documentsOf(env, request, [...new Set(chunks.map(({ document }) => document))]);
  return chunks.filter(({ document, version, library }) => {
    const now = known.get(document);
    return now?.version === version && now.library === library;
  });
}

type Known = Map<DocumentId, { library: LibraryId; version: number }>;

async function documentsOf(
  { DB }: RetrieveEnv,
  { organization, libraries: allowed }: RetrieveRequest,
  ids: DocumentId[],
): Promise<Known> {
  if (ids.length === 0) return new Map();
  const rows = await openDirectory(DB)
    .select({ id: documents.id, library: documents.library, version: documents.readyVersion })
    .from(documents)
    .innerJoin(libraries, eq(libraries.id, documents.library))
    .where(
      and(
        inArray(documents.id, inJsonArray(ids)),
        eq(documents.organization, organization),
        inArray(documents.library, inJsonArray(allowed)),
        isNull(documents.deletedAt),
        eq(libraries.organization, organization),
        isNull(libraries.deletedAt),
      ),
    );
  return new Map(
    rows.flatMap(({ id, library, version }) => (version === null ? [] : [[id, { library, version }]])),
  );
}
