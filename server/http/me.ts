import { Hono } from "hono";
import type { Me } from "../../shared/api.ts";
import { openDirectory } from "../directory/directory.ts";
import { listOrganizations } from "../directory/organizations.ts";
import { prolongSession } from "../principals/accounts/read-session.ts";
import type { SignedInEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";

export const me = new Hono<SignedInEdge>().get("/", async (c) => {
  const organizations = await listOrganizations(openDirectory(c.env.DB), c.var.user.id);
  // Every start of the app comes by here.
  for (const cookie of await prolongSession(c.env, c.req.raw.headers))
    c.header("set-cookie", cookie, { append: true });
  return ok<Me>(c, { user: c.var.user, organizations });
});
