import { Hono } from "hono";
import { z } from "zod";
import type { Invitation } from "../../shared/api.ts";
import { can, mayGrant } from "../../shared/permissions.ts";
import { openDirectory } from "../directory/directory.ts";
import { createInvitation } from "../directory/invitations.ts";
import { readBody } from "./body.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { Problem } from "../problems/problem.ts";

const createShape = z.object({ role: z.enum(["admin", "member"]).default("member") });

/** Links into an organization, made by those who are in it. */
export const invitations = new Hono<TenantEdge>().post("/", async (c) => {
  const { role } = await readBody(c, createShape);
  const { organization } = c.var.membership;
  if (!can(organization.role, "invite", "group") || !mayGrant(organization.role, role)) {
    throw new Problem("forbidden", "You cannot invite someone as that.");
  }
  const invitation = { organization: organization.id, invitedBy: c.var.user.id, role };
  return ok<Invitation>(c, await createInvitation(openDirectory(c.env.DB), invitation, Date.now()), 201);
});
