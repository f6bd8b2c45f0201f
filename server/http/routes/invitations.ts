/** Invitations to an organization: members create them, and anybody who has the link can accept. */
import { mayGrant } from "../../../shared/permissions.ts";
import { openDirectory } from "../../directory/directory.ts";
import { acceptInvitation, createInvitation, previewInvitation } from "../../directory/invitations.ts";
import { welcome } from "../../directory/object-calls.ts";
import { findMembership } from "../../directory/organizations.ts";
import { countNewInvitation } from "../../directory/quotas.ts";
import { isToken } from "../../directory/secrets.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { tokenFor } from "../idempotency.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/organizations.ts";

export const invitations = [
  route({
    method: "POST",
    path: "/invitations",
    in: "organization",
    needs: "invite",
    body: jsonBody(schemas.newInvitation),
    answer: jsonAnswer(schemas.invitation, 201),
    run: async ({ env, principal, organization, body: { role }, idempotencyKey }) => {
      if (!mayGrant(organization.role, role))
        throw new Problem("forbidden", "You cannot invite someone as that.");
      await countNewInvitation(openDirectory(env.DB), {
        organization: organization.id,
        user: principal.user,
      });
      const invitation = { organization: organization.id, invitedBy: principal.user, role };
      const token = await tokenFor(env, idempotencyKey);
      return createInvitation(openDirectory(env.DB), invitation, Date.now(), token);
    },
  }),
  /** Shows the organization of an invitation before the visitor signs up. */
  route({
    method: "POST",
    path: "/invitations/preview",
    in: "nobody",
    needs: null,
    body: jsonBody(schemas.token),
    answer: jsonAnswer(schemas.invitationPreview),
    run: async ({ env, body: { token } }) => {
      const preview = isToken(token)
        ? await previewInvitation(openDirectory(env.DB), token, Date.now())
        : null;
      if (preview === null) throw notFound();
      return preview;
    },
  }),
  route({
    method: "POST",
    path: "/invitations/accept",
    in: "signedIn",
    needs: null,
    body: jsonBody(schemas.token),
    answer: jsonAnswer(schemas.organization),
    run: async ({ env, principal: { user, name }, body: { token } }) => {
      if (!isToken(token)) throw notFound();
      const directory = openDirectory(env.DB);
      const now = Date.now();
      const acceptance = await acceptInvitation(directory, token, user, now);
      if (acceptance.type === "unknown") throw notFound();
      if (acceptance.type === "used") throw new Problem("conflict", "Somebody has used this link already.");
      if (acceptance.type === "namesake")
        throw new Problem(
          "conflict",
          "An agent there is called as you are, or nearly so. Ask for it to be renamed.",
        );
      const membership = await findMembership(directory, acceptance.organization, user);
      if (membership === null) throw notFound();
      if (membership.welcomedAt === null) await welcome(env, membership, { user, name }, now);
      return membership.organization;
    },
  }),
];
