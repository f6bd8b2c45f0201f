import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";

/** The path is there, the method is not. Goes in front of a resource's handlers. */
export function onlyMethods(...methods: string[]) {
  return createMiddleware<Edge>(async (c, next) => {
    if (!methods.includes(c.req.method)) {
      c.header("allow", methods.join(", "));
      throw new Problem("method_not_allowed", "That cannot be done here.");
    }
    await next();
  });
}
