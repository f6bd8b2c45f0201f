/** What an app says about itself at the address that is its client id (draft-ietf-oauth-client-id-metadata-document). */
import * as z from "zod";
import type { OAuthApp } from "../../../shared/oauth.ts";
import { cleanName } from "../../../shared/text.ts";
import type { Env } from "../../bindings/env.ts";
import { fetchAt, isReceiver } from "../../outside/fetch.ts";
import { Problem } from "../../problems/problem.ts";

/** Bytes; the draft recommends at most 5 KiB. */
const MAX_DOCUMENT = 16 * 1024;
/** Milliseconds. A person waits for it. */
const TIMEOUT = 5_000;
const MAX_ADDRESS = 1_000;

const clientDocument = z.object({
  client_id: z.string(),
  client_name: z.string().optional(),
  redirect_uris: z.array(z.string().max(MAX_ADDRESS)).min(1).max(50),
  token_endpoint_auth_method: z.literal("none").default("none"),
  grant_types: z.array(z.string()).default(["authorization_code"]),
  response_types: z.array(z.string()).default(["code"]),
});

export interface OAuthClient {
  id: string;
  app: OAuthApp;
}

/** The app, which may get answers at this address. Throws otherwise: then nobody is led anywhere. */
export async function loadClient(env: Env, id: string, redirectUri: string): Promise<OAuthClient> {
  const url = clientUrl(env, id);
  const found = clientDocument.safeParse(await fetchDocument(env, url.href));
  if (!found.success || found.data.client_id !== id)
    throw badClient("The app does not describe itself at its client id.");
  const { client_name: name = "", redirect_uris: redirects, grant_types: types } = found.data;
  if (!types.includes("authorization_code")) throw badClient("The app does not use this way to get in.");
  if (!redirects.some((registered) => isSameRedirect(registered, redirectUri)))
    throw badClient("The app does not name the address that it wants to return to.");
  const target = redirectTarget(redirectUri);
  const { host } = url;
  return { id, app: { name: cleanName(name.slice(0, 200)) ?? host, host, returnsTo: target.returnsTo } };
}

/** An address of https with a path, written in the one way that it has. */
function clientUrl({ OUTSIDE_ALLOW: allow }: Env, id: string): URL {
  const url = id.length <= MAX_ADDRESS && URL.canParse(id) ? new URL(id) : null;
  if (
    url === null ||
    url.href !== id ||
    url.pathname === "/" ||
    id.includes("#") ||
    !isReceiver(url, { allow })
  )
    throw badClient("The client id must be an address of https where the app describes itself.");
  return url;
}

async function fetchDocument(env: Env, address: string): Promise<unknown> {
  const settings = {
    ownOrigins: env.ALLOWED_ORIGINS,
    allow: env.OUTSIDE_ALLOW,
    resolver: env.OUTSIDE_RESOLVER,
  };
  try {
    const ask = fetchAt(address, { most: MAX_DOCUMENT }, settings);
    const signal = AbortSignal.timeout(TIMEOUT);
    const answer = await ask(address, { headers: { accept: "application/json" }, signal });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    console.warn("an app's document was not read", { error: String(error) });
    return null;
  }
}

/** Letter by letter, but for the port of an address on one's own device: an app takes one that is free (RFC 8252, 7.3). */
function isSameRedirect(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false;
  const [known, wanted] = [new URL(registered), new URL(asked)];
  if (!isLoopback(known) || !isLoopback(wanted)) return false;
  known.port = "";
  wanted.port = "";
  return known.href === wanted.href && new URL(asked).href === asked;
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

/** A page never leads to these, because they run in it, or in what shows it. */
const DANGEROUS = /^(?:javascript|data|vbscript|blob|file|filesystem|about|view-source|http|ws|wss|ftp):$/;

function redirectTarget(uri: string): { returnsTo: string | null } {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url === null || url.hash !== "" || uri.includes("#") || url.username !== "" || url.password !== "")
    throw badClient("The address that the app wants to return to is none.");
  if (url.protocol === "https:") return { returnsTo: url.host };
  if (isLoopback(url)) return { returnsTo: null };
  if (DANGEROUS.test(url.protocol)) throw badClient("The app may not return to such an address.");
  return { returnsTo: null };
}

const badClient = (message: string): Problem => new Problem("bad_type", message);
