import type { Env } from "../bindings/env.ts";
import { deliverRevocations } from "../directory/deliver-revocations.ts";

/** Maximum time that the answer waits for the objects, ms. Slower calls continue after the answer. */
const LONGEST_WAIT = 2_000;

/** Closes the sockets of revoked grants before the caller gets the answer. */
export async function pushRevocations(env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<void> {
  const delivery = deliverRevocations(env, Date.now());
  waitUntil(delivery);
  await Promise.race([delivery, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
}
