/**
 * Changing the embedding model (docs/knowledge.md): an index holds the vectors of one model, so the next model has an index of its own
 * (`VECTORIZE_NEXT`), which is filled beside the one that is searched. When every document is in it, the two change places in
 * `wrangler.jsonc`. A document that is in neither index of the model of today is found by its words meanwhile.
 */
import { openDirectory } from "../directory/directory.ts";
import { listNotEmbedded, markEmbedded, type Embedding } from "../directory/embeddings.ts";
import type { Env } from "../env.ts";
import { packKey, PACK_SIZE, readJson, type StoredPack } from "./files.ts";
import { embedChunks } from "./ingest/embed-chunks.ts";

/** In one run of the sweeper, which may make a thousand calls: each pack is a handful of them. */
const MOST_DOCUMENTS = 20;
const MOST_PACKS = 40;

/** Of the model of tomorrow where there is one, else of today's. Resolves to how many documents are done. */
export async function reembedSome(env: Env): Promise<number> {
  const next = env.VECTORIZE_NEXT;
  const target =
    next === undefined || env.EMBEDDING_MODEL_NEXT === ""
      ? { model: env.EMBEDDING_MODEL, index: env.VECTORIZE }
      : { model: env.EMBEDDING_MODEL_NEXT, index: next };
  const directory = openDirectory(env.DB);
  let packs = 0;
  let done = 0;
  for (const document of await listNotEmbedded(directory, target.model, MOST_DOCUMENTS)) {
    packs += Math.ceil(document.chunks / PACK_SIZE);
    if (packs > MOST_PACKS && done > 0) break;
    await embedInto(env, target, document);
    // Of a version that was replaced or deleted meanwhile nothing is noted: it comes again, or never.
    await markEmbedded(directory, document, target.model);
    done += 1;
  }
  return done;
}

async function embedInto(
  env: Env,
  { model, index }: { model: string; index: Vectorize },
  { organization, library, document, title, version, chunks }: Embedding,
): Promise<void> {
  for (let pack = 0; pack * PACK_SIZE < chunks; pack++) {
    const stored = await readJson<StoredPack>(
      env.FILES,
      packKey({ organization, library, document }, version, pack),
    );
    if (stored === null) return;
    const vectors = await embedChunks({ ...env, EMBEDDING_MODEL: model }, title, stored);
    const metadata = { library, document };
    await index.upsert(
      stored.map(({ id }, i) => ({ id, values: vectors[i] ?? [], namespace: organization, metadata })),
    );
  }
}
