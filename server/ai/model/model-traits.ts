/** What was learned about a model from its answers: how much it reads, and how its template begins. */
import * as z from "zod";

export interface ModelTraits {
  /** Tokens that it reads and writes together; null if it has not shown a limit. */
  context: number | null;
  /** Its template opens the reasoning itself, so that only the closing tag arrives. */
  opensReasoning: boolean;
  /** Its provider takes requests that offer tools. */
  callsTools: boolean;
}

export interface TraitStore {
  read: (model: string) => Promise<ModelTraits>;
  /** Failures are ignored: the next answer learns it again. */
  learn: (model: string, traits: ModelTraits) => Promise<void>;
}

/** Message of the error that ends an attempt whose reasoning is already in its answer. */
export const UNOPENED_REASONING = "reasoning without an opening tag";

export const UNKNOWN: ModelTraits = { context: null, opensReasoning: false, callsTools: true };

/** Seconds. An operator who gives a model more context sees it within a day; learning it again costs one refused request. */
const LIFETIME = 24 * 60 * 60;

const shape = z.object({
  context: z.number().positive().nullable(),
  opensReasoning: z.boolean(),
  callsTools: z.boolean().default(true),
});

/** Keeps the traits in the cache, which survives a restart. `server`: two servers may have models of one name. */
export function cachedTraits(cache: KVNamespace, server: string): TraitStore {
  const key = (model: string) => `model:${server}:${model}`.slice(0, 500);
  return {
    read: async (model) => {
      try {
        const parsed = shape.safeParse(await cache.get(key(model), "json"));
        return parsed.success ? parsed.data : UNKNOWN;
      } catch {
        return UNKNOWN;
      }
    },
    learn: async (model, traits) => {
      try {
        await cache.put(key(model), JSON.stringify(traits), { expirationTtl: LIFETIME });
      } catch (error) {
        console.error("model traits", error);
      }
    },
  };
}
