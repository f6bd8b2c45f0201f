import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";

/** Tells a program how much of its key's limit is left (draft-ietf-httpapi-ratelimit-headers, -07). */
export const rateHeaders = createMiddleware<Edge>(async (c, next) => {
  await next();
  const { rate } = c.var;
  if (rate === undefined || c.res.status === 101) return;
  c.header("ratelimit-limit", String(rate.limit));
  c.header("ratelimit-remaining", String(rate.remaining));
  c.header("ratelimit-reset", String(Math.ceil(rate.reset / 1_000)));
});
