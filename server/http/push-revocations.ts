import type { Env } from "../bindings/env.ts";
import { deliverRevocations } from "../directory/deliver-revocations.ts";

/** An answer waits this long for the objects; what takes longer goes on behind it. */
const PATIENCE = 2_000;

/** Closes what just lost its right, before the caller hears that it is done. */
export async function pushRevocations(env: Env, waitUntil: (work: Promise<unknown>) => void): Promise<void> {
  const delivery = deliverRevocations(env, Date.now());
  waitUntil(delivery);
  await Promise.race([delivery, new Promise((done) => setTimeout(done, PATIENCE))]);
}
