/** Idempotency keys, for every route of the table: a key stands for one request of one person to one address. */
import type { UserId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
import { claimKey, releaseKey, type IdempotentRequest } from "../directory/idempotent-requests.ts";
import { deriveToken, hashToken, makeToken, sign } from "../directory/secrets.ts";
import type { Env } from "../bindings/env.ts";
import { Problem } from "../problems/problem.ts";

const KEY = /^[\x21-\x7e]{1,100}$/;

/** The idempotency key of the request, if the caller sent one. */
export function readIdempotencyKey(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key") ?? undefined;
  if (key !== undefined && !KEY.test(key))
    throw new Problem("bad_type", "That is not a valid idempotency key.");
  return key;
}

/** A request with an idempotency key. Its parts are parsed, so that their JSON does not depend on spelling. */
interface KeyedRequest {
  user: UserId;
  key: string;
  /** Method and address. At another address the same key is another key. */
  address: readonly unknown[];
  /** Query and body. */
  request: readonly unknown[];
}

/**
 * Runs a request that has an idempotency key. If the person has sent this key to this address with another query or body within
 * REMEMBERED_FOR, the answer is `conflict`, and nothing is run. `run` receives a digest of the whole request. What it creates is unique by
 * this digest, so that the same request, also sent twice at once, returns what the first one created.
 */
export async function runOnce<Answer>(
  env: Env,
  { user, key, address, request }: KeyedRequest,
  run: (digest: string) => Promise<Answer>,
): Promise<Answer> {
  const directory = openDirectory(env.DB);
  const claimed: IdempotentRequest = {
    key: await hashToken(JSON.stringify([user, address, key])),
    request: await hashToken(JSON.stringify(request)),
  };
  const claim = await claimKey(directory, claimed, Date.now());
  if (claim === "other") throw new Problem("conflict", "That idempotency key was sent with another request.");
  try {
    return await run(await hashToken(JSON.stringify([claimed.key, claimed.request])));
  } catch (error) {
    if (claim === "new" && error instanceof Problem) await releaseKey(directory, claimed);
    throw error;
  }
}

/** 32 bytes for a secret that a request creates. A repeated request gets the same ones. */
export async function secretBytesFor(env: Env, digest: string | undefined): Promise<Uint8Array> {
  if (digest === undefined) return crypto.getRandomValues(new Uint8Array(32));
  return sign(env.BETTER_AUTH_SECRET, `secret:${digest}`);
}

/** The token of a link that a request creates. A repeated request gets the same one. */
export async function tokenFor(env: Env, digest: string | undefined): Promise<string> {
  return digest === undefined ? makeToken() : deriveToken(env.BETTER_AUTH_SECRET, digest);
}
