import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { isAllowedOrigin } from "../origins.ts";
import { Problem } from "../../problems/problem.ts";
import { isFile } from "../upload-paths.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Against forged requests: whatever may change something comes from a page of ours, and a body is JSON, which no form of
 * another page can send without asking first. So are the bytes of a file, and only where files are taken.
 */
export const fromOurPages = createMiddleware<Edge>(async (c, next) => {
  if (!READS.includes(c.req.method)) {
    if (!isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, c.req.header("origin"))) {
      throw new Problem("forbidden", "This page may not do that.");
    }
    const type = typeOf(c.req.header("content-type"));
    if (c.req.raw.body !== null && type !== (isFile(c) ? "application/octet-stream" : "application/json")) {
      throw new Problem("forbidden", "Send JSON.");
    }
  }
  await next();
});

function typeOf(header: string | undefined): string | undefined {
  return header?.split(";")[0]?.trim().toLowerCase();
}
