import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { isAllowedOrigin } from "../origins.ts";
import { Problem } from "../../problems/problem.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Against forged requests: whatever may change something comes from a page of ours. What its body must be is looked at by
 * `assertContentType`.
 */
export const fromOurPages = createMiddleware<Edge>(async (c, next) => {
  if (!READS.includes(c.req.method)) {
    if (!isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, c.req.header("origin"))) {
      throw new Problem("forbidden", "This page may not do that.");
    }
  }
  await next();
});

/** A body is JSON, or the bytes of a file where files are taken: no form of another page can send either without asking first. */
export function assertContentType({ method, headers, body }: Request, wanted: string): void {
  if (READS.includes(method) || body === null) return;
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== wanted) throw new Problem("forbidden", "Send JSON.");
}
