import { createMiddleware } from "hono/factory";
import { Problem } from "../../problems/problem.ts";
import { holdsKey } from "../../principals/keys/key-token.ts";
import type { Edge } from "../context.ts";

/** Refuses an address with an API key in it, because addresses are kept in logs and histories. The refusal does not repeat it. */
export const noKeyInAddress = createMiddleware<Edge>(async (c, next) => {
  if (holdsKey(decoded(c.req.url)))
    throw new Problem(
      "bad_type",
      "A key must not be in an address. Send it in the header authorization or x-api-key, and rotate this one: addresses are logged.",
    );
  await next();
});

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
