/** What an app asks for, and how it is answered: with a code, or with an error that it understands (RFC 6749, 4.1.2). */
import { OAUTH_SCOPES, type OAuthQuery, type OAuthScope } from "../../../shared/oauth.ts";
import type { Env } from "../../bindings/env.ts";
import { loadClient, type OAuthClient } from "./client-metadata.ts";

export interface AuthorizationRequest {
  client: OAuthClient;
  scopes: OAuthScope[];
  /** S256. */
  challenge: string;
}

type ErrorName =
  "invalid_request" | "unsupported_response_type" | "invalid_scope" | "invalid_target" | "access_denied";

/** SHA-256 as base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Throws if the app is none or must not be answered there. `error`: what it is told. */
export async function readRequest(
  env: Env,
  origin: string,
  query: OAuthQuery,
): Promise<AuthorizationRequest | { error: ErrorName }> {
  const client = await loadClient(env, query.client_id, query.redirect_uri);
  if (query.response_type !== "code") return { error: "unsupported_response_type" };
  const { code_challenge: challenge = "", code_challenge_method: method } = query;
  if (method !== "S256" || !CHALLENGE.test(challenge)) return { error: "invalid_request" };
  if (query.resource !== undefined && query.resource !== `${origin}/mcp`) return { error: "invalid_target" };
  const scopes = scopesIn(query.scope);
  return scopes === null ? { error: "invalid_scope" } : { client, scopes, challenge };
}

/** Without any, all that an app can have: the person decides. What is unknown is left out, but not if nothing is left. */
function scopesIn(scope: string | undefined): OAuthScope[] | null {
  const asked = (scope ?? "").split(" ").filter(Boolean);
  if (asked.length === 0) return [...OAUTH_SCOPES];
  const known = OAUTH_SCOPES.filter((each) => asked.includes(each));
  return known.length === 0 ? null : known;
}

/** The address that the person is led to. `iss` says who answers (RFC 9207). */
export function redirectTo(
  { redirect_uri: uri, state }: OAuthQuery,
  origin: string,
  answer: { code: string } | { error: ErrorName },
): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries({ ...answer, iss: origin })) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set("state", state);
  return url.href;
}
