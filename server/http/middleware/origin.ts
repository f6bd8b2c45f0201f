import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { isAllowedOrigin } from "../origins.ts";
import { Problem } from "../../problems/problem.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Protects against cross-site request forgery: a request that can change something must come from an allowed origin. `assertContentType`
 * checks the content type of the body.
 */
export const fromOurPages = createMiddleware<Edge>(async (c, next) => {
  if (!READS.includes(c.req.method)) {
    if (!isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, c.req.header("origin"))) {
      throw new Problem("forbidden", "This page is not allowed to do that.");
    }
  }
  await next();
});

/** Accepts only JSON, or file bytes on upload routes. A form on another site cannot send either without a CORS preflight request. */
export function assertContentType({ method, headers, body }: Request, wanted: string): void {
  if (READS.includes(method) || body === null) return;
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== wanted) throw new Problem("forbidden", "Send JSON.");
}
