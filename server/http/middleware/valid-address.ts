import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";

/** A name or an address, and perhaps a port (RFC 9112, 3.2). */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i;

/** Refuses a request whose address is none, such as one with a bad Host. Without this check, building URLs from it fails later. */
export const validAddress = createMiddleware<Edge>(async (c, next) => {
  const host = c.req.header("host");
  if (URL.canParse(c.req.url) && (host === undefined || HOST.test(host))) return next();
  console.warn(`Refused a request with a bad address, trace ${c.var.traceId}`);
  throw new Problem("bad_type", "That is not a valid web address.");
});
