import { Hono } from "hono";
import type { Person } from "../../shared/api.ts";
import { isUserId } from "../../shared/ids.ts";
import { outranks } from "../../shared/permissions.ts";
import { openDirectory } from "../directory/directory.ts";
import { findPersonInOrganization, listPeople, removeFromOrganization } from "../directory/people.ts";
import type { TenantEdge } from "./context.ts";
import { ok } from "./response-envelope.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { pushRevocations } from "./push-revocations.ts";

export const people = new Hono<TenantEdge>()
  .get("/", async (c) => {
    const { organization } = c.var.membership;
    return ok<Person[]>(c, await listPeople(openDirectory(c.env.DB), organization.id));
  })
  /** Oneself is leaving. */
  .delete("/:person", async (c) => {
    const { organization } = c.var.membership;
    const directory = openDirectory(c.env.DB);
    const id = c.req.param("person");
    if (!isUserId(id)) throw notFound();
    const person = await findPersonInOrganization(directory, organization.id, id);
    if (person === null) throw notFound();
    if (
      person.id !== c.var.user.id &&
      !(mayRemove(organization.role) && outranks(organization.role, person.role))
    ) {
      throw new Problem("forbidden", "You cannot remove this person.");
    }
    if (!(await removeFromOrganization(directory, organization.id, person.id))) {
      throw new Problem("conflict", "An organization keeps its last owner.");
    }
    await pushRevocations(c.env, (work) => c.executionCtx.waitUntil(work));
    return ok(c, null);
  });

function mayRemove(role: Person["role"]): boolean {
  return role === "owner" || role === "admin";
}
