import { createMiddleware } from "hono/factory";
import { can } from "../../../shared/permissions.ts";
import type { TenantEdge } from "../context.ts";
import { Problem } from "../../problems/problem.ts";

/** Lets the organization's owners and admins through. */
export const managersOnly = createMiddleware<TenantEdge>(async (c, next) => {
  if (!can(c.var.membership.organization.role, "manage", "group"))
    throw new Problem("forbidden", "That is for owners and admins.");
  await next();
});
