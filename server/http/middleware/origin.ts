import { createMiddleware } from "hono/factory";
import type { Edge } from "../edge.ts";
import { isAllowedOrigin } from "../origins.ts";
import { Problem } from "../problem.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Against forged requests: whatever may change something comes from a page of ours, and a body is JSON, which no form of
 * another page can send without asking first.
 */
export const fromOurPages = createMiddleware<Edge>(async (c, next) => {
  if (!READS.includes(c.req.method)) {
    if (!isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, c.req.header("origin"))) {
      throw new Problem("forbidden", "This page may not do that.");
    }
    if (c.req.raw.body !== null && !isJson(c.req.header("content-type"))) {
      throw new Problem("forbidden", "Send JSON.");
    }
  }
  await next();
});

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
