import * as z from "zod";
import type { OrganizationSummary } from "../../../shared/api.ts";
import { isUserId, type OrganizationId, type UserId } from "../../../shared/ids.ts";
import { deskStub } from "../../bindings/object-stubs.ts";
import { allowed, can, mayChangeRole, mayManagePerson } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { changeHandle, listHandles } from "../../directory/handles.ts";
import { findPersonInOrganization, listPeople, removeFromOrganization } from "../../directory/people.ts";
import {
  changeRole,
  endSessions,
  listManagers,
  listMembers,
  listUntoldRoles,
  transferOwnership,
} from "../../directory/memberships.ts";
import { tellChange, tellRole } from "../../directory/object-calls.ts";
import { findMembership } from "../../directory/organizations.ts";
import { countForcedSignOut } from "../../directory/quotas.ts";
import type { Principal } from "../../principals/principal.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { pushRevocations, settleWithin } from "../push-revocations.ts";
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
    v1: true,
    about: "Lists the people of the organization.",
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
    v1: true,
    about: "Lists the handles of people and agents.",
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
        throw new Problem("conflict", "This handle, or one that looks like it, is already taken.");
      return { handle };
    },
  }),
  /** For owners and admins: everyone, with e-mail address and last activity. */
  route({
    method: "GET",
    path: "/members",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.memberDetails)),
    v1: true,
    about: "Lists the people of the organization with their addresses, for who manages it.",
    run: ({ env, organization }) => listMembers(openDirectory(env.DB), organization.id),
  }),
  /** Changes a person's role in the organization, and in `#welcome`. */
  route({
    method: "PATCH",
    path: "/people/:person",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.changeRole),
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Changes the role of a person in the organization.",
    run: async ({ env, principal, organization, params, body: { role: to }, waitUntil }) => {
      const directory = openDirectory(env.DB);
      const { person, isSelf } = await loadPerson(env, principal, organization, params.person);
      assertManages(principal, organization);
      if (!mayChangeRole(organization.role, { role: person.role, isSelf }, to))
        throw new Problem("forbidden", "You cannot give this person that role.");
      if (to === "owner" && person.isService === true) throw ownedByPerson();
      if (person.role === to) return null;
      const who = { organization: organization.id, user: person.id };
      const by = { user: principal.user, role: organization.role };
      const outcome = await changeRole(directory, who, { from: person.role, to, by }, Date.now());
      if (outcome === "lastOwner") throw new Problem("conflict", LAST_OWNER);
      if (outcome === "changed")
        throw new Problem("conflict", "Someone else has just changed this. Look again.");
      if (!can(to, "takeOver", "organization"))
        await settleWithin(deskStub(env, organization.id).dismiss(person.id), waitUntil);
      await tellPeople(env, organization.id, [person.id], principal.user, waitUntil);
      return null;
    },
  }),
  /** Ends all sessions of a person, wherever they are signed in. */
  route({
    method: "POST",
    path: "/people/:person/sign-out",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params, waitUntil }) => {
      const directory = openDirectory(env.DB);
      const { person, isSelf } = await loadPerson(env, principal, organization, params.person);
      if (!isSelf) assertManages(principal, organization);
      if (!mayManagePerson(organization.role, { role: person.role, isSelf }))
        throw new Problem("forbidden", "You cannot sign this person out.");
      await countForcedSignOut(directory, person.id);
      await endSessions(directory, person.id);
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
  /** Makes another person owner in place of the caller, who becomes admin. */
  route({
    method: "POST",
    path: "/ownership",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.transferOwnership),
    answer: jsonAnswer(schemas.organization),
    run: async ({ env, principal, organization, body: { to }, waitUntil }) => {
      const directory = openDirectory(env.DB);
      const { person, isSelf } = await loadPerson(env, principal, organization, to);
      if (organization.role !== "owner")
        throw new Problem("forbidden", "Only an owner can transfer the organization.");
      if (isSelf) throw new Problem("conflict", "You are an owner already.");
      if (person.isService === true) throw ownedByPerson();
      const change = { organization: organization.id, from: principal.user, to: person.id };
      if (!(await transferOwnership(directory, change)))
        throw new Problem("conflict", "Someone else has just changed this. Look again.");
      await tellPeople(env, organization.id, [principal.user, person.id], principal.user, waitUntil);
      const membership = await findMembership(directory, organization.id, principal.user);
      if (membership === null) throw notFound();
      return membership.organization;
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
    v1: true,
    about: "Removes a person from the organization.",
    run: async ({ env, principal, organization, params, waitUntil }) => {
      const directory = openDirectory(env.DB);
      const { person, isSelf } = await loadPerson(env, principal, organization, params.person);
      const isManager = allowed({ ...organization, scopes: principal.scopes }, "manage", "organization");
      if (!isSelf && !(isManager && mayManagePerson(organization.role, { role: person.role, isSelf })))
        throw new Problem("forbidden", "You cannot remove this person.");
      const removal = { organization: organization.id, user: person.id, by: principal.user };
      if (!(await removeFromOrganization(directory, removal, Date.now())))
        throw new Problem("conflict", LAST_OWNER);
      await pushRevocations(env, waitUntil);
      waitUntil(tellManagers(env, organization.id));
      return null;
    },
  }),
];

const LAST_OWNER = "An organization needs at least one owner. Make someone else an owner first.";

const ownedByPerson = () => new Problem("conflict", "A service account cannot own an organization.");

/** A person of the organization. `id` is unchecked input; a person elsewhere is answered like one who does not exist. */
async function loadPerson(
  env: Env,
  { user }: Principal,
  { id: organization }: OrganizationSummary,
  id: string,
) {
  const person = isUserId(id)
    ? await findPersonInOrganization(openDirectory(env.DB), organization, id)
    : null;
  if (person === null) throw notFound();
  return { person, isSelf: person.id === user };
}

/** For routes that everybody reaches who may do it to themselves. */
function assertManages({ scopes }: Principal, { role }: OrganizationSummary): void {
  if (!allowed({ role, scopes }, "manage", "organization"))
    throw new Problem("forbidden", "Only owners and admins can do this.");
}

/** `#welcome` gets the new roles before the answer, and everyone concerned is told. */
async function tellPeople(
  env: Env,
  organization: OrganizationId,
  people: UserId[],
  by: UserId,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const directory = openDirectory(env.DB);
  for (const untold of await listUntoldRoles(directory, organization)) {
    // What fails here is done by the sweep.
    await tellRole(env, untold, by).catch((error: unknown) => console.error("role not told", error));
  }
  const managers = await listManagers(directory, organization);
  waitUntil(tellChange(env, organization, [...new Set([...people, ...managers])]));
}

async function tellManagers(env: Env, organization: OrganizationId): Promise<void> {
  await tellChange(env, organization, await listManagers(openDirectory(env.DB), organization));
}
