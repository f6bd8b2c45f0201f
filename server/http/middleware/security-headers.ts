import { createMiddleware } from "hono/factory";
import type { Edge } from "../context.ts";

/** Everything from this origin alone; `connect-src 'self'` covers its sockets. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Whatever is opened in place of being read, as somebody's file might be, runs nothing and is nobody's origin. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Somebody's file, in that person's own browser: kept there, and asked for again each time, as it may be theirs no more. */
export const OWN_COPY = "private, no-cache";

/** Ours are the last word, also over what the asset server or better-auth has set. */
export const securityHeaders = createMiddleware<Edge>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const isApi = c.req.path.startsWith("/api/");
  c.header("content-security-policy", isApi ? API_POLICY : PAGE_POLICY);
  c.header("x-content-type-options", "nosniff");
  c.header("x-frame-options", "DENY");
  c.header("referrer-policy", "no-referrer");
  c.header("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  c.header("cross-origin-opener-policy", "same-origin");
  c.header("cross-origin-resource-policy", "same-origin");
  if (isApi && c.res.headers.get("cache-control") !== OWN_COPY) c.header("cache-control", "no-store");
  if (new URL(c.req.url).protocol === "https:") c.header("strict-transport-security", "max-age=31536000");
});
