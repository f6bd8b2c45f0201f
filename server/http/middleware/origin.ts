import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";
import { isAllowedOrigin } from "../origins.ts";
import { keyOf } from "../../principals/keys/key-token.ts";
import { Problem } from "../../problems/problem.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/** Addresses that a widget on a company's page uses. */
export const OF_WIDGETS = /^\/api\/(?:widget\/[^/]+|organizations\/[^/]+\/rooms\/[^/]+)(?:\/|$)/;

/**
 * Protects against cross-site request forgery: a request that can change something must come from an allowed origin. `assertContentType`
 * checks the content type of the body. Of two kinds of requests `access.ts` checks the origin, with the widget: those to an address of the
 * widget, and those with a visitor's token in `authorization`, beside which no cookie counts. A program sends no origin and a key, beside which no
 * cookie counts either.
 */
export const fromOurPages = createMiddleware<Edge>(async (c, next) => {
  if (
    !READS.includes(c.req.method) &&
    !isOfProgram(c.req.path, c.req.raw.headers) &&
    !isOfVisitor(c.req.path, c.req.header("authorization"))
  ) {
    if (!isAllowedOrigin(c.env.ALLOWED_ORIGINS, c.req.url, c.req.header("origin"))) {
      throw new Problem("forbidden", "This page is not allowed to do that.");
    }
  }
  await next();
});

/** Accounts are signed in to, recovered and changed on pages alone, and mails lead back to the page that asked. */
const OF_PAGES = /^\/api\/(?:auth|account|account-links)(?:\/|$)/;

const isOfProgram = (path: string, headers: Headers): boolean =>
  !headers.has("origin") && keyOf(headers) !== undefined && !OF_PAGES.test(path);

function isOfVisitor(path: string, authorization: string | undefined): boolean {
  return path.startsWith("/api/widget/") || (authorization !== undefined && OF_WIDGETS.test(path));
}

/** Accepts only JSON, or file bytes on upload routes. A form on another site cannot send either without a CORS preflight request. */
export function assertContentType({ method, headers, body }: Request, wanted: string): void {
  if (READS.includes(method) || body === null) return;
  // A browser says so of a request without a body. A form always names its type.
  if (headers.get("content-length") === "0" && !headers.has("content-type")) return;
  const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== wanted) throw new Problem("forbidden", "Send JSON.");
}
