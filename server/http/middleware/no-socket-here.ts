import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";

/** Refuses a WebSocket upgrade on a path without a socket. */
export const noSocketHere = createMiddleware<Edge>(async (c, next) => {
  if (c.req.header("upgrade")?.toLowerCase() === "websocket") {
    throw new Problem("method_not_allowed", "This address is not for sockets.");
  }
  await next();
});
