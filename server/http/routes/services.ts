/** Service accounts: members without a password, which act by their keys. Owners and admins manage them. */
import * as z from "zod";
import type { OrganizationSummary } from "../../../shared/api.ts";
import { isUserId, type OrganizationId } from "../../../shared/ids.ts";
import { MAX_SERVICES, type Service } from "../../../shared/keys.ts";
import { mayGrant, outranks } from "../../../shared/permissions.ts";
import { avatarKey } from "../../bindings/avatar-key.ts";
import type { Env } from "../../bindings/env.ts";
import { changeName } from "../../directory/account.ts";
import { deliverRename } from "../../directory/deliver-renames.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listManagers } from "../../directory/memberships.ts";
import { tellChange, welcome } from "../../directory/object-calls.ts";
import { findMembership } from "../../directory/organizations.ts";
import { removeFromOrganization } from "../../directory/people.ts";
import { newId } from "../../directory/random-ids.ts";
import { createService, findService, isMadeBy, listServices } from "../../directory/services.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { assertNameIsFree } from "../assert-name-is-free.ts";
import { pushRevocations } from "../push-revocations.ts";
import { replaceAvatar } from "../replace-avatar.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { picture } from "../schemas/account.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/keys.ts";
import { smallPictureBody, storePicture } from "../small-picture.ts";

export const services = [
  route({
    method: "GET",
    path: "/services",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.service)),
    v1: true,
    about: "Lists the service accounts.",
    run: ({ env, organization: { id } }) => listServices(openDirectory(env.DB), id, Date.now()),
  }),
  route({
    method: "POST",
    path: "/services",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newService),
    answer: jsonAnswer(schemas.service, 201),
    run: async ({ env, principal, organization, body, idempotencyKey, waitUntil }) => {
      if (!mayGrant(organization.role, body.role))
        throw new Problem("forbidden", "You cannot give this role.");
      const directory = openDirectory(env.DB);
      const now = Date.now();
      // A repeated request finds the name taken by the account that it made.
      if (!(await isMadeBy(directory, idempotencyKey)))
        await assertNameIsFree(env, organization.id, body.name);
      const made = await createService(
        directory,
        {
          ...body,
          id: newId("user"),
          organization: organization.id,
          by: principal.user,
          requestKey: idempotencyKey ?? null,
        },
        now,
      );
      if (made === null)
        throw new Problem("too_many", `An organization has at most ${MAX_SERVICES} service accounts.`);
      const membership = await findMembership(directory, organization.id, made.id);
      if (membership !== null && membership.welcomedAt === null)
        await welcome(env, membership, { user: made.id, name: made.name }, now);
      waitUntil(tellManagers(env, organization.id));
      return made;
    },
  }),
  route({
    method: "PATCH",
    path: "/services/:service",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.changeService),
    answer: jsonAnswer(schemas.service),
    run: async ({ env, organization, params, body: { name }, waitUntil }) => {
      const service = await loadService(env, organization, params.service);
      if (name === service.name) return service;
      await assertNameIsFree(env, organization.id, name);
      await changeName(openDirectory(env.DB), service.id, name);
      // The rest is done by the sweeper.
      waitUntil(deliverRename(env, service.id, Date.now()));
      return { ...service, name };
    },
  }),
  route({
    method: "PUT",
    path: "/services/:service/picture",
    in: "organization",
    needs: "manage",
    body: smallPictureBody,
    answer: jsonAnswer(picture, 201),
    run: async ({ env, organization, params, body: { body }, idempotencyKey }) => {
      const { id } = await loadService(env, organization, params.service);
      const version = await storePicture(env, body, idempotencyKey, (made) => avatarKey(id, made));
      await replaceAvatar(env, id, version);
      return { picture: version };
    },
  }),
  route({
    method: "DELETE",
    path: "/services/:service/picture",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, organization, params }) => {
      const { id } = await loadService(env, organization, params.service);
      await replaceAvatar(env, id, null);
      return null;
    },
  }),
  /** Its keys end, and it leaves the organization and its rooms. Its messages stay. */
  route({
    method: "DELETE",
    path: "/services/:service",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params, waitUntil }) => {
      const { id } = await loadService(env, organization, params.service);
      const removal = { organization: organization.id, user: id, by: principal.user };
      await removeFromOrganization(openDirectory(env.DB), removal, Date.now());
      await pushRevocations(env, waitUntil);
      waitUntil(tellManagers(env, organization.id));
      return null;
    },
  }),
];

/** A service account of the organization that the caller may manage. */
async function loadService(env: Env, { id, role }: OrganizationSummary, service: string): Promise<Service> {
  const found = isUserId(service) ? await findService(openDirectory(env.DB), id, service, Date.now()) : null;
  if (found === null) throw notFound();
  if (role !== "owner" && !outranks(role, found.role))
    throw new Problem("forbidden", "Only owners can do this.");
  return found;
}

async function tellManagers(env: Env, organization: OrganizationId): Promise<void> {
  await tellChange(env, organization, await listManagers(openDirectory(env.DB), organization));
}
