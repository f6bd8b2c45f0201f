import { createMiddleware } from "hono/factory";
import { isOrganizationId } from "../../../shared/ids.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findMembership } from "../../directory/organizations.ts";
import type { TenantEdge } from "../context.ts";
import { notFound } from "../../problems/problem.ts";

/** Loads `:organization` through the person's membership: without one there is no such organization. */
export const tenant = createMiddleware<TenantEdge, "/:organization/*">(async (c, next) => {
  const id = c.req.param("organization");
  if (!isOrganizationId(id)) throw notFound();
  const membership = await findMembership(openDirectory(c.env.DB), id, c.var.user.id);
  if (membership === null) throw notFound();
  c.set("membership", membership);
  await next();
});
