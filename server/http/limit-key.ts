import type { Env } from "../bindings/env.ts";
import type { KeyPrincipal } from "../principals/principal.ts";
import { Problem } from "../problems/problem.ts";

/** What is left of a key's limit. `reset`: milliseconds until the whole limit is free again, if nothing else is sent; for a
 * refused request, until one more is allowed. */
export interface KeyRate {
  limit: number;
  remaining: number;
  reset: number;
}

const PERIOD = 60_000;

/** Counts a request of the key. The organization's meter counts, so that the limit holds for all isolates together. */
export async function limitKey(
  { METER }: Env,
  { key, organization, perMinute }: KeyPrincipal,
  tell: (rate: KeyRate) => void,
): Promise<void> {
  const { allowed, remaining, retryAfter } = await METER.getByName(organization).countRequest(
    key,
    perMinute,
    Date.now(),
  );
  tell({ limit: perMinute, remaining, reset: allowed ? PERIOD : retryAfter });
  if (!allowed)
    throw new Problem(
      "rate_limited",
      `This key may make ${perMinute} requests within a minute. Wait ${Math.ceil(retryAfter / 1_000)} seconds.`,
      retryAfter,
    );
}
