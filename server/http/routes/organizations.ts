import { markOrganizationDeleted } from "../../directory/delete-organization.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listToTell } from "../../directory/memberships.ts";
import { finishRoom, startDeletion, tellChange } from "../../directory/object-calls.ts";
import { countNewOrganization } from "../../directory/quotas.ts";
import { createOrganization, renameOrganization } from "../../directory/organizations.ts";
import { findRoom } from "../../directory/rooms.ts";
import { Problem } from "../../problems/problem.ts";
import { settleWithin } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/organizations.ts";

export const organizations = [
  route({
    method: "POST",
    path: "/organizations",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.newOrganization),
    answer: jsonAnswer(schemas.organization, 201),
    run: async ({ env, principal, body: { name }, idempotencyKey }) => {
      const directory = openDirectory(env.DB);
      await countNewOrganization(directory, principal.user);
      const now = Date.now();
      const by = { user: principal.user, name: principal.name };
      const made = await createOrganization(directory, { name, by, idempotencyKey }, now);
      const welcome = await findRoom(directory, made.id, made.welcomeRoom);
      if (welcome !== null && welcome.readyAt === null) await finishRoom(env, welcome, now);
      return made;
    },
  }),
  /** Changes the organization's name. */
  route({
    method: "PATCH",
    path: "/profile",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.changeOrganization),
    answer: jsonAnswer(schemas.organization),
    v1: true,
    about: "Renames the organization.",
    run: async ({ env, organization, body: { name }, waitUntil }) => {
      const directory = openDirectory(env.DB);
      await renameOrganization(directory, organization.id, name);
      waitUntil(
        listToTell(directory, organization.id).then((told) => tellChange(env, organization.id, told)),
      );
      return { ...organization, name };
    },
  }),
  /** From the answer on nobody reaches the organization. What belongs to it is deleted part by part. */
  route({
    method: "POST",
    path: "/deletion",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.deleteOrganization),
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, body: { name }, waitUntil }) => {
      if (organization.role !== "owner")
        throw new Problem("forbidden", "Only an owner can delete the organization.");
      if (name.trim() !== organization.name)
        throw new Problem("conflict", "That is not the organization's name. Type it as it is written above.");
      const deletion = { organization: organization.id, by: principal.user, name: organization.name };
      const deleted = await markOrganizationDeleted(openDirectory(env.DB), deletion, Date.now());
      if (!deleted) throw new Problem("conflict", "Someone else has just changed this. Look again.");
      // If a part fails, the rest goes on by itself.
      await settleWithin(startDeletion(env, organization.id), waitUntil);
      return null;
    },
  }),
];
