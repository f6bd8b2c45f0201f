/** Tokens of apps. They do not look like keys, so that they open `/mcp` and nothing else. */
import { encodeBase64Url } from "../../directory/encodings.ts";

const PREFIXES = { access: "parley_at_", refresh: "parley_rt_" };
const BEARER = /^Bearer +(\S+)$/i;
const BODY = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits. */
export const makeOAuthToken = (kind: keyof typeof PREFIXES): string =>
  PREFIXES[kind] + encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));

export function isOAuthToken(kind: keyof typeof PREFIXES, token: string): boolean {
  const prefix = PREFIXES[kind];
  return token.startsWith(prefix) && BODY.test(token.slice(prefix.length));
}

/** The access token of a request; undefined if it sends none. */
export function accessTokenOf(headers: Headers): string | undefined {
  const [, token = ""] = BEARER.exec(headers.get("authorization") ?? "") ?? [];
  return isOAuthToken("access", token) ? token : undefined;
}
