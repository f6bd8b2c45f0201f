import { createMiddleware } from "hono/factory";
import { readSession } from "../accounts/read-session.ts";
import type { SignedInEdge } from "../edge.ts";
import { Problem } from "../problem.ts";

/** Lets signed-in people through, and says who they are. */
export const signedIn = createMiddleware<SignedInEdge>(async (c, next) => {
  const found = await readSession(c.env, c.req.raw.headers);
  if (found === null) throw new Problem("unauthenticated", "Sign in first.");
  c.set("user", found.user);
  c.set("session", found.session);
  await next();
});
