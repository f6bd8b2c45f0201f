import type { Env } from "../bindings/env.ts";
import { deliverRevocations } from "../directory/deliver-revocations.ts";

/** How long the answer waits for the objects, milliseconds. What takes longer goes on after the answer. */
const LONGEST_WAIT = 2_000;

/** Closes the sockets that have just lost their right, before the caller is answered. */
export async function pushRevocations(env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<void> {
  const delivery = deliverRevocations(env, Date.now());
  waitUntil(delivery);
  await Promise.race([delivery, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
}
