import { Problem } from "../problems/problem.ts";

const KEY = /^[\x21-\x7e]{1,100}$/;

/** The idempotency key of the request, if the caller sent one. */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key") ?? undefined;
  if (key !== undefined && !KEY.test(key)) throw new Problem("bad_type", "That is no idempotency key.");
  return key;
}
