import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";

/** Names the request, so that a person can quote it and the log can be asked for it. Never taken from the caller. */
export const trace = createMiddleware<Edge>(async (c, next) => {
  c.set("traceId", crypto.randomUUID());
  await next();
  if (c.res.status !== 101) c.header("x-trace-id", c.var.traceId);
});
