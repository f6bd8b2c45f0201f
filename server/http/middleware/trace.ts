import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";

/** Sets a trace id, which a person can quote and which finds the request in the log. It is never taken from the caller. */
export const trace = createMiddleware<Edge>(async (c, next) => {
  c.set("traceId", crypto.randomUUID());
  await next();
  if (c.res.status !== 101) c.header("x-trace-id", c.var.traceId);
});
