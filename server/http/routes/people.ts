import * as z from "zod";
import { isUserId } from "../../../shared/ids.ts";
import { allowed, outranks } from "../../../shared/permissions.ts";
import { openDirectory } from "../../directory/directory.ts";
import { changeHandle, listHandles } from "../../directory/handles.ts";
import { findPersonInOrganization, listPeople, removeFromOrganization } from "../../directory/people.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { pushRevocations } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/organizations.ts";

export const people = [
  route({
    method: "GET",
    path: "/people",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.person)),
    run: ({ env, organization }) => listPeople(openDirectory(env.DB), organization.id),
  }),
  /** The handles of people and agents. */
  route({
    method: "GET",
    path: "/handles",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.memberHandle)),
    run: ({ env, organization }) => listHandles(openDirectory(env.DB), organization.id),
  }),
  /** Changes one's own handle. */
  route({
    method: "PUT",
    path: "/handle",
    in: "organization",
    needs: "read",
    body: jsonBody(schemas.newHandle),
    answer: jsonAnswer(schemas.handle),
    run: async ({ env, principal, organization, body: { handle } }) => {
      const directory = openDirectory(env.DB);
      // Whoever has none yet gets one first.
      await listHandles(directory, organization.id);
      if (!(await changeHandle(directory, organization.id, principal.user, handle)))
        throw new Problem("conflict", "Somebody here has this handle, or one that looks like it.");
      return { handle };
    },
  }),
  /** Removes a person. Everyone may remove themselves, which means leaving the organization. */
  route({
    method: "DELETE",
    path: "/people/:person",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization: { id: organization, role }, params, waitUntil }) => {
      const directory = openDirectory(env.DB);
      const person = isUserId(params.person)
        ? await findPersonInOrganization(directory, organization, params.person)
        : null;
      if (person === null) throw notFound();
      const isManager = allowed({ role, scopes: principal.scopes }, "manage", "organization");
      const mayRemove = isManager && outranks(role, person.role);
      if (person.id !== principal.user && !mayRemove)
        throw new Problem("forbidden", "You cannot remove this person.");
      if (!(await removeFromOrganization(directory, organization, person.id)))
        throw new Problem("conflict", "An organization keeps its last owner.");
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
];
