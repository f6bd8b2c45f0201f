/**
 * What a question found a moment ago, in KV. Ids only, under a name that changes with every change of a library and with the
 * model: whether they may be shown is asked again each time.
 */
import { z } from "zod";
import type { RetrieveEnv, RetrieveRequest } from "./request.ts";

const findingShape = z.object({ passages: z.array(z.object({ id: z.string(), score: z.number() })) });
export type Finding = z.infer<typeof findingShape>;

/** Seconds. Vectors become visible some time after their document is ready, which changes no name: so not for long. */
const CACHED_FOR = 120;

/** A KV key has 512 bytes, a hundred libraries more: hence the hash of it all. */
export async function findingKey(
  env: RetrieveEnv,
  { organization, libraries, question, limit, perDocument }: RetrieveRequest,
): Promise<string> {
  const states = await Promise.all(
    libraries.toSorted().map(async (library) => [library, await env.INDEX.getByName(library).generation()]),
  );
  const all = JSON.stringify([organization, states, env.EMBEDDING_MODEL, question, limit, perDocument]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(all));
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `finding/${organization}/${hash}`;
}

/** Null where there is none, or none that can be read: a cache that fails is no failure. */
export async function recallFinding({ CACHE }: RetrieveEnv, key: string): Promise<Finding | null> {
  const cached: unknown = await CACHE.get(key, "json").catch(() => null);
  const parsed = findingShape.safeParse(cached);
  return parsed.success ? parsed.data : null;
}

export async function keepFinding({ CACHE }: RetrieveEnv, key: string, finding: Finding): Promise<void> {
  await CACHE.put(key, JSON.stringify(finding), { expirationTtl: CACHED_FOR }).catch(() => undefined);
}
