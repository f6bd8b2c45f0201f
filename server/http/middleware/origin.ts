import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { isAllowedOrigin } from "../origins.ts";
import { Problem } from "../../problems/problem.ts";
import { isFile } from "../upload-paths.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Against forged requests: whatever may change something comes from a page of ours. What its body is, `assertContentType` and
 * `onlyJson` look at.
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
  if (typeOf(headers.get("content-type")) !== wanted) throw new Problem("forbidden", "Send JSON.");
}

export const onlyJson = createMiddleware<Edge>(async (c, next) => {
  assertContentType(c.req.raw, isFile(c) ? "application/octet-stream" : "application/json");
  await next();
});

function typeOf(header: string | null): string | undefined {
  return header?.split(";")[0]?.trim().toLowerCase();
}
