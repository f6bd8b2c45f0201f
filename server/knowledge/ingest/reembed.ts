/**
 * Changing the embedding model (docs/knowledge.md): an index holds the vectors of one model, so the next model has its own
 * index (`VECTORIZE_NEXT`). It is filled while the current index is searched. When it contains every document, exchange the two
 * in `wrangler.jsonc`. A document without vectors in the current index is found by words meanwhile.
 */
import { openDirectory } from "../../directory/directory.ts";
import type { ChunkId } from "../../bindings/chunk.ts";
import { listNotEmbedded, markEmbedded, type Embedding } from "../libraries/embeddings.ts";
import type { Env } from "../../bindings/env.ts";
import { packKey, PACK_SIZE, readJson, type StoredPack } from "../records/files.ts";
import { embedAnew } from "./embed-chunks.ts";

/**
 * Maximum documents in one run of the sweeper. A run may make 1,000 calls; each pack needs six, and a document has at most 50
 * packs.
 */
const MAX_DOCUMENTS_PER_RUN = 20;
const MAX_PACKS_PER_RUN = 60;

interface Target {
  model: string;
  index: Vectorize;
}

/** Embeds for the next model if there is one, else for the current one. Resolves to the number of finished documents. */
export async function reembedSome(env: Env): Promise<number> {
  const next = env.VECTORIZE_NEXT;
  const target: Target =
    next === undefined || env.EMBEDDING_MODEL_NEXT === ""
      ? { model: env.EMBEDDING_MODEL, index: env.VECTORIZE }
      : { model: env.EMBEDDING_MODEL_NEXT, index: next };
  let packs = 0;
  let done = 0;
  for (const document of await listNotEmbedded(openDirectory(env.DB), target.model, MAX_DOCUMENTS_PER_RUN)) {
    packs += Math.ceil(document.chunks / PACK_SIZE);
    if (packs > MAX_PACKS_PER_RUN && done > 0) break;
    try {
      await reembed(env, target, document);
      done += 1;
    } catch (error) {
      console.error("embedding failed", { document: document.document, error });
    }
  }
  return done;
}

async function reembed(env: Env, target: Target, document: Embedding): Promise<void> {
  const ids = await embedInto(env, target, document);
  if (await markEmbedded(openDirectory(env.DB), document, target.model)) return;
  // The document was replaced or deleted meanwhile: whoever deleted its vectors did not know of these.
  for (let i = 0; i < ids.length; i += MAX_DELETED_IDS)
    await target.index.deleteByIds(ids.slice(i, i + MAX_DELETED_IDS));
}

/** Maximum ids in one call of Vectorize. */
const MAX_DELETED_IDS = 100;

async function embedInto(
  env: Env,
  { model, index }: Target,
  { organization, library, document, title, version, chunks }: Embedding,
): Promise<ChunkId[]> {
  const ids: ChunkId[] = [];
  for (let pack = 0; pack * PACK_SIZE < chunks; pack++) {
    const key = packKey({ organization, library, document }, version, pack);
    const stored = await readJson<StoredPack>(env.FILES, key);
    if (stored === null) return ids;
    // Skips the cache: it has no vectors of a new model yet, and each look-up would be a call.
    const vectors = await embedAnew({ ...env, EMBEDDING_MODEL: model }, title, stored);
    const metadata = { library, document };
    await index.upsert(
      stored.map(({ id }, i) => ({ id, values: vectors[i] ?? [], namespace: organization, metadata })),
    );
    ids.push(...stored.map(({ id }) => id));
  }
  return ids;
}
