/** What a client of `/mcp` is told about how to get in: protected resource metadata (RFC 9728). */
import { Hono } from "hono";
import { CAPABILITIES } from "../../../shared/permissions.ts";
import { notFound } from "../../problems/problem.ts";
import type { Edge } from "../context.ts";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

export const metadataAddress = (url: string): string => `${new URL(url).origin}${WELL_KNOWN}/mcp`;

/** Everybody may read them, also a page. Any other address below `/.well-known` is missing, and not the app. */
export const wellKnown = new Hono<Edge>()
  .get("/oauth-protected-resource/mcp", (c) => {
    c.header("access-control-allow-origin", "*");
    return c.json({
      resource: `${new URL(c.req.url).origin}/mcp`,
      resource_name: "Parley",
      bearer_methods_supported: ["header"],
      scopes_supported: CAPABILITIES,
    });
  })
  .all("*", () => {
    throw notFound();
  });
