import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";

/** Allows only resources of this origin. `connect-src 'self'` also covers its WebSockets. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Speech, which the page fetches and plays.
  "media-src blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  // The preview of a widget.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** For answers of the API. If a browser opens one as a page, for example an uploaded file, it runs no code and has no origin. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

const API = /^\/(?:api|v1|mcp|\.well-known)(?:\/|$)/;

/** For files in one person's browser cache. The browser must revalidate each time, because the person may have lost access. */
export const OWN_COPY = "private, no-cache";

/** For what everybody may read, and what is the same for everybody. */
export const PUBLIC_COPY = "public, no-cache";

/** Sets the security headers last, so that they replace those of the asset server and of better-auth. */
export const securityHeaders = createMiddleware<Edge>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const isApi = API.test(c.req.path);
  const page = c.var.pagePolicy;
  c.header("content-security-policy", isApi ? API_POLICY : (page?.policy ?? PAGE_POLICY));
  c.header("x-content-type-options", "nosniff");
  // It knows no list of origins, so a page that others may hold has its policy alone.
  if (page?.framed !== true) c.header("x-frame-options", "DENY");
  c.header("referrer-policy", "no-referrer");
  // People dictate on the app's own pages. A widget stands on other people's pages.
  const microphone = isApi || page !== undefined ? "()" : "(self)";
  c.header("permissions-policy", `camera=(), microphone=${microphone}, geolocation=(), payment=(), usb=()`);
  c.header("cross-origin-opener-policy", "same-origin");
  c.header("cross-origin-resource-policy", page?.framed === true ? "cross-origin" : "same-origin");
  const kept = c.res.headers.get("cache-control");
  if (isApi && kept !== OWN_COPY && kept !== PUBLIC_COPY) c.header("cache-control", "no-store");
  if (c.req.url.startsWith("https:")) c.header("strict-transport-security", "max-age=31536000");
});
