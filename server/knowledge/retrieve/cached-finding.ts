/**
 * Caches search results in KV for a short time. Only ids are stored. The key changes with every change of a library and with
 * the model. Access to the ids is checked again on every use.
 */
import * as z from "zod";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";

const findingShape = z.object({ passages: z.array(z.object({ id: z.string(), score: z.number() })) });
export type Finding = z.infer<typeof findingShape>;

/**
 * Cache lifetime, seconds. It is short because vectors become visible some time after their document is ready, and the key does
 * not change then.
 */
const CACHE_LIFETIME_SECONDS = 120;

/** A KV key has at most 512 bytes, and the names of 100 libraries are longer, so the key is a hash. */
export async function findingKey(
  env: RetrieveEnv,
  { organization, libraries, documents, question, limit, perDocument, show }: RetrieveRequest,
): Promise<string> {
  const states = await Promise.all(
    libraries.toSorted().map(async (library) => [library, await env.INDEX.getByName(library).generation()]),
  );
  const models = [env.EMBEDDING_MODEL, env.RERANK_MODEL];
  const all = JSON.stringify([
    organization,
    states,
    models,
    question,
    limit,
    perDocument,
    show,
    documents === undefined ? null : [...documents],
  ]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(all));
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `finding/${organization}/${hash}`;
}

/** Null if there is no readable entry. A cache failure is not an error. */
export async function recallFinding({ CACHE }: RetrieveEnv, key: string): Promise<Finding | null> {
  const cached: unknown = await CACHE.get(key, "json").catch(() => null);
  const parsed = findingShape.safeParse(cached);
  return parsed.success ? parsed.data : null;
}

export async function keepFinding({ CACHE }: RetrieveEnv, key: string, finding: Finding): Promise<void> {
  await CACHE.put(key, JSON.stringify(finding), { expirationTtl: CACHE_LIFETIME_SECONDS }).catch(
    () => undefined,
  );
}
