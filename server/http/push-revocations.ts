import type { Env } from "../bindings/env.ts";
import { deliverRevocations } from "../directory/deliver-revocations.ts";

/** Maximum time that the answer waits for the objects, ms. Slower calls continue after the answer. */
const LONGEST_WAIT = 2_000;

/** Closes the sockets of revoked grants before the caller gets the answer. */
export async function pushRevocations(env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<void> {
  await settleWithin(deliverRevocations(env, Date.now()), waitUntil);
}

/** Waits for work that also goes on by itself, such as what the sweep finishes. A failure is logged, because the request has succeeded. */
export async function settleWithin(
  work: Promise<unknown>,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const settled = work.catch((error: unknown) => console.error("will be tried again", error));
  waitUntil(settled);
  await Promise.race([settled, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
}
