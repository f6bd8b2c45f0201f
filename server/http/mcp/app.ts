/** `/mcp`: the Model Context Protocol, over streamable HTTP, without sessions. A client gets a key of Parley as its bearer token. */
import { createMcpHandler } from "@modelcontextprotocol/server";
import { Hono } from "hono";
import { principalByKey } from "../../principals/keys/key-principal.ts";
import { keyOf } from "../../principals/keys/key-token.ts";
import { principalByAccessToken } from "../../principals/oauth/oauth-principal.ts";
import { accessTokenOf } from "../../principals/oauth/oauth-token.ts";
import type { KeyPrincipal } from "../../principals/principal.ts";
import { Problem } from "../../problems/problem.ts";
import { accessChecks, enterOrganizationByKey } from "../access.ts";
import type { Edge, EdgeContext } from "../context.ts";
import { problemOf } from "../middleware/errors.ts";
import { noKeyInAddress } from "../middleware/no-key-in-address.ts";
import { rateHeaders } from "../middleware/rate-headers.ts";
import { arrivalOf } from "../mount-routes.ts";
import { isAllowedOrigin } from "../origins.ts";
import { readJson } from "../route-body.ts";
import { statusOf } from "../status-of.ts";
import { makeServer } from "./make-server.ts";
import type { McpCaller } from "./mcp-tool.ts";
import { metadataAddress } from "./metadata.ts";

/** Maximum size of a request, bytes: a message in JSON is at most six times as long, and the rest is small. */
const MAX_MCP_BODY = 256 * 1024;

export const mcp = new Hono<Edge>().use(noKeyInAddress, rateHeaders).all("/", async (c) => {
  assertOrigin(c);
  const caller = await enter(c);
  const body = c.req.method === "POST" ? await readJson(c.req.raw, MAX_MCP_BODY) : undefined;
  assertServed(body);
  const handler = createMcpHandler(() => makeServer(caller), {
    onerror: (error) => console.warn("mcp", { traceId: caller.traceId, error: error.message }),
  });
  return handler.fetch(c.req.raw, body === undefined ? {} : { parsedBody: body });
});

/** As JSON-RPC, because that is what a client reads. */
mcp.onError((error, c) => {
  const problem = problemOf(error, c.var.traceId);
  const { code, message, retryAfter } = problem;
  const headers = new Headers({ "content-type": "application/json" });
  if (retryAfter !== undefined) headers.set("retry-after", String(Math.ceil(retryAfter / 1_000)));
  if (code === "unauthenticated") headers.set("www-authenticate", challenge(c));
  const body = { jsonrpc: "2.0", id: null, error: { code: rpcCodeOf(problem), message, data: { code } } };
  return new Response(JSON.stringify(body), { status: statusOf[code], headers });
});

/** Where a client finds out how to get a token (RFC 9728, 5.1). */
function challenge({ req }: EdgeContext): string {
  const was = req.header("authorization") === undefined ? "" : ', error="invalid_token"';
  return `Bearer resource_metadata="${metadataAddress(req.url)}"${was}`;
}

function rpcCodeOf({ code }: Problem): number {
  if (code === "bad_json") return -32_700;
  return code === "bad_type" ? -32_600 : -32_000;
}

/** A page of another site may have resolved its own name to this server. Programs send no origin. */
function assertOrigin({ env, req }: EdgeContext): void {
  const origin = req.header("origin");
  if (origin !== undefined && !isAllowedOrigin(env.ALLOWED_ORIGINS, req.url, origin))
    throw new Problem("forbidden", "This page is not allowed to do that.");
}

/** Only with a token of an app or a key: no page asks here, so no cookie counts. */
async function enter(c: EdgeContext): Promise<McpCaller> {
  const principal = await principalOf(c);
  if (principal === null)
    throw new Problem("unauthenticated", "Send an access token, or a key of Parley, as the bearer token.");
  const entered = await enterOrganizationByKey(arrivalOf(c, "query"), principal);
  accessChecks.organization.assertAllowed(entered, "read");
  return { env: c.env, traceId: c.var.traceId, ...entered };
}

async function principalOf({ env, req }: EdgeContext): Promise<KeyPrincipal | null> {
  const { headers } = req.raw;
  const now = Date.now();
  const key = keyOf(headers);
  const token = accessTokenOf(headers);
  if (token !== undefined && !headers.has("x-api-key")) return principalByAccessToken(env, token, now);
  return key === undefined || key === null ? null : principalByKey(env, key, now);
}

/** Each request is counted once, so it has one message. Nothing changes that a client could subscribe to. */
function assertServed(body: unknown): void {
  if (Array.isArray(body)) throw new Problem("bad_type", "Send one message in each request.");
  if (typeof body === "object" && body !== null && "method" in body && body.method === LISTEN)
    throw new Problem("bad_type", "There is nothing to subscribe to here.");
}

const LISTEN = "subscriptions/listen";
