import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { SignedInEdge } from "../edge.ts";
import { Problem } from "../problem.ts";

/** The largest honest body names a thousand members of a room. */
const MAX_BODY_BYTES = 64 * 1024;

export const smallBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new Problem("too_large", "That is more than fits.");
  },
});

/** The period of the REQUESTS binding. */
const PERIOD = 60_000;

export const requestRate = createMiddleware<SignedInEdge>(async (c, next) => {
  const { success } = await c.env.REQUESTS.limit({ key: c.var.user.id });
  if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", PERIOD);
  await next();
});
