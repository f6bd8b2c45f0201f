/** The addresses that apps ask themselves. `/oauth/authorize`, which a person opens, is a page of the app. */
import { Hono } from "hono";
import { Problem } from "../../problems/problem.ts";
import { addressOf } from "../address.ts";
import type { Edge, EdgeContext } from "../context.ts";
import { problemOf } from "../middleware/errors.ts";
import { whileDiskWorks } from "../middleware/while-disk-works.ts";
import { readSmallText } from "../route-body.ts";
import { statusOf } from "../status-of.ts";
import { exchange, revoke, type TokenCall } from "./exchange.ts";
import { TokenError } from "./token-error.ts";

const FORM = "application/x-www-form-urlencoded";

export const oauthEndpoints = new Hono<Edge>()
  .use("/token", whileDiskWorks)
  .post("/token", async (c) => c.json(await exchange(await callOf(c)), 200, { "cache-control": "no-store" }))
  .post("/revoke", async (c) => {
    await revoke(await callOf(c));
    return c.body(null, 200, { "cache-control": "no-store" });
  });

oauthEndpoints.onError((error, c) => {
  c.header("cache-control", "no-store");
  if (error instanceof TokenError)
    return c.json({ error: error.error, error_description: error.message }, 400);
  const { code, message, retryAfter } = problemOf(error, c.var.traceId);
  if (retryAfter !== undefined) c.header("retry-after", String(Math.ceil(retryAfter / 1_000)));
  const name = statusOf[code] < 500 ? "invalid_request" : "server_error";
  return c.json({ error: name, error_description: message }, statusOf[code]);
});

async function callOf(c: EdgeContext): Promise<TokenCall> {
  const { success } = await c.env.REQUESTS.limit({ key: `oauth from ${addressOf(c.req.raw.headers)}` });
  if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", 60_000);
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== FORM) throw new TokenError("invalid_request", "Send a form.");
  return {
    env: c.env,
    form: new URLSearchParams(await readSmallText(c.req.raw)),
    resource: `${new URL(c.req.url).origin}/mcp`,
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  };
}
