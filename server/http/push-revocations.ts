import type { Context } from "hono";
import { deliverRevocations } from "../directory/deliver-revocations.ts";
import type { Edge } from "./context.ts";

/** An answer waits this long for the objects; what takes longer goes on behind it. */
const PATIENCE = 2_000;

/** Closes what just lost its right, before the caller hears that it is done. */
export async function pushRevocations<E extends Edge>(c: Context<E>): Promise<void> {
  const delivery = deliverRevocations(c.env, Date.now());
  c.executionCtx.waitUntil(delivery);
  await Promise.race([delivery, new Promise((done) => setTimeout(done, PATIENCE))]);
}
