/** What a client of `/mcp` is told about how to get in: protected resource metadata (RFC 9728), authorization server metadata (RFC 8414). */
import { Hono } from "hono";
import { OAUTH_SCOPES } from "../../../shared/oauth.ts";
import { notFound } from "../../problems/problem.ts";
import type { Edge } from "../context.ts";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";

export const metadataAddress = (url: string): string => `${new URL(url).origin}${WELL_KNOWN}/mcp`;

/** Everybody may read them, also a page. Any other address below `/.well-known` is missing, and not the app. */
export const wellKnown = new Hono<Edge>()
  .get("/oauth-protected-resource/mcp", (c) => {
    const { origin } = new URL(c.req.url);
    c.header("access-control-allow-origin", "*");
    return c.json({
      resource: `${origin}/mcp`,
      resource_name: "Parley",
      authorization_servers: [origin],
      bearer_methods_supported: ["header"],
      scopes_supported: OAUTH_SCOPES,
    });
  })
  .get("/oauth-authorization-server", (c) => {
    const { origin } = new URL(c.req.url);
    c.header("access-control-allow-origin", "*");
    return c.json({
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      response_types_supported: ["code"],
      response_modes_supported: ["query"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      revocation_endpoint_auth_methods_supported: ["none"],
      scopes_supported: OAUTH_SCOPES,
      client_id_metadata_document_supported: true,
      authorization_response_iss_parameter_supported: true,
    });
  })
  .all("*", () => {
    throw notFound();
  });
