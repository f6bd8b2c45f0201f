/** Exchanges codes and refresh tokens for tokens, and ends access. */
import type { KeyId } from "../../../shared/ids.ts";
import { KEY_REQUESTS } from "../../../shared/keys.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { encodeBase64Url } from "../../directory/encodings.ts";
import { createKey, endKey, findKey } from "../../directory/keys.ts";
import {
  createGrant,
  findGrantOf,
  refreshGrant,
  type TokenHashes,
  useCode,
} from "../../directory/oauth-grants.ts";
import { findMembership } from "../../directory/organizations.ts";
import { newId } from "../../directory/random-ids.ts";
import { hashToken, isToken, makeToken } from "../../directory/secrets.ts";
import { isOAuthToken, makeOAuthToken } from "../../principals/oauth/oauth-token.ts";
import { pushRevocations } from "../push-revocations.ts";
import { TokenError } from "./token-error.ts";

/** Milliseconds. */
const ACCESS_LIFETIME = 60 * 60_000;
/** How long an app stays in that does not come back. */
const IDLE_LIFETIME = 90 * 24 * 60 * 60_000;

export interface TokenCall {
  env: Env;
  form: URLSearchParams;
  /** The address that the tokens are for. */
  resource: string;
  waitUntil: (work: Promise<unknown>) => void;
}

/** RFC 6749, 5.1. */
interface Tokens {
  access_token: string;
  token_type: "Bearer";
  /** Seconds. */
  expires_in: number;
  refresh_token: string;
  scope: string;
}

export async function exchange(call: TokenCall): Promise<Tokens> {
  const asked = call.form.get("resource");
  if (asked !== null && asked !== call.resource)
    throw new TokenError("invalid_target", "Tokens are for the address of the server alone.");
  switch (call.form.get("grant_type")) {
    case "authorization_code":
      return exchangeCode(call);
    case "refresh_token":
      return refresh(call);
    default:
      throw new TokenError("unsupported_grant_type", "Send a code or a refresh token.");
  }
}

async function exchangeCode(call: TokenCall): Promise<Tokens> {
  const { env, form } = call;
  const [code, verifier] = [form.get("code"), form.get("code_verifier") ?? ""];
  if (!isToken(code)) throw badGrant("The code is none.");
  const now = Date.now();
  const directory = openDirectory(env.DB);
  const key = newId("key");
  const used = await useCode(directory, await hashToken(code), key, now);
  // Whoever sends it the second time or the first one has stolen it.
  if (used !== null && "usedFor" in used) await end(call, used.usedFor);
  if (used === null || "usedFor" in used) throw badGrant("The code does not work any more.");
  const isTheirs = used.client === form.get("client_id") && used.redirectUri === form.get("redirect_uri");
  if (!isTheirs || (await challengeOf(verifier)) !== used.challenge)
    throw badGrant("The code is of another request.");
  const { organization, user, scopes, client, clientName } = used;
  if ((await findMembership(directory, organization, user)) === null)
    throw badGrant("The person has left the organization.");
  const { tokens, hashes } = await makeTokens(now);
  const made = await createKey(
    directory,
    {
      ...{ id: key, organization, user, createdBy: user, name: clientName, scopes },
      // Nobody holds its secret.
      ...{ tokenHash: await hashToken(makeToken()), ending: "", perMinute: KEY_REQUESTS },
      expiresAt: now + IDLE_LIFETIME,
    },
    now,
  );
  if (made === null) throw badGrant("The person has as many keys as an account may have.");
  await createGrant(directory, { key, client, ...hashes });
  return { ...tokens, scope: scopes.join(" ") };
}

async function refresh(call: TokenCall): Promise<Tokens> {
  const { env, form } = call;
  const token = form.get("refresh_token") ?? "";
  if (!isOAuthToken("refresh", token)) throw badGrant("The refresh token is none.");
  const now = Date.now();
  const { tokens, hashes } = await makeTokens(now);
  const directory = openDirectory(env.DB);
  const refreshed = await refreshGrant(
    directory,
    { refresh: await hashToken(token), client: form.get("client_id") ?? "" },
    { ...hashes, until: now + IDLE_LIFETIME },
    now,
  );
  if (refreshed !== null && "stolen" in refreshed) await end(call, refreshed.stolen);
  if (refreshed === null || "stolen" in refreshed)
    throw badGrant("The refresh token does not work any more.");
  const found = await findKey(directory, { id: refreshed.key }, now);
  if (found === null) throw badGrant("The access has ended.");
  return { ...tokens, scope: found.scopes.join(" ") };
}

/** Ends the access that the token is of. It says nothing about tokens that are none (RFC 7009). */
export async function revoke(call: TokenCall): Promise<void> {
  const token = call.form.get("token") ?? "";
  const key = await findGrantOf(openDirectory(call.env.DB), await hashToken(token));
  if (key !== null) await end(call, key);
}

async function end({ env, waitUntil }: TokenCall, id: KeyId): Promise<void> {
  if (await endKey(openDirectory(env.DB), { id }, Date.now())) await pushRevocations(env, waitUntil);
}

async function makeTokens(now: number): Promise<{ tokens: Omit<Tokens, "scope">; hashes: TokenHashes }> {
  const [access, refreshing] = [makeOAuthToken("access"), makeOAuthToken("refresh")];
  return {
    tokens: {
      ...{ access_token: access, token_type: "Bearer", expires_in: ACCESS_LIFETIME / 1_000 },
      refresh_token: refreshing,
    },
    hashes: {
      ...{ accessHash: await hashToken(access), accessUntil: now + ACCESS_LIFETIME },
      refreshHash: await hashToken(refreshing),
    },
  };
}

async function challengeOf(verifier: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return encodeBase64Url(new Uint8Array(hash));
}

const badGrant = (message: string): TokenError => new TokenError("invalid_grant", message);
