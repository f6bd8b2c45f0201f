import { createMiddleware } from "hono/factory";
import { readSession } from "../../principals/accounts/read-session.ts";
import type { SignedInEdge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";

/** Lets signed-in people through, and says who they are. */
export const signedIn = createMiddleware<SignedInEdge>(async (c, next) => {
  const found = await readSession(c.env, c.req.raw.headers);
  if (found === null) throw new Problem("unauthenticated", "Sign in first.");
  c.set("user", found.user);
  c.set("session", found.session);
  await next();
});
