/** Invitations to an organization: members create links, and whoever has a link can join by it. */
import * as z from "zod";
import type { InvitationLink, OrganizationSummary } from "../../../shared/api.ts";
import { isInvitationId, type OrganizationId, type UserId } from "../../../shared/ids.ts";
import { mayGrant } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { acceptInvitation, previewInvitation, type Acceptance } from "../../directory/invitations.ts";
import {
  changeInvitation,
  createInvitation,
  DEFAULT_TERMS,
  findInvitation,
  findOrCreateLink,
  listInvitations,
  revokeInvitation,
} from "../../directory/invitation-links.ts";
import { listManagers } from "../../directory/memberships.ts";
import { tellChange, welcome } from "../../directory/object-calls.ts";
import { findMembership } from "../../directory/organizations.ts";
import { countMailedInvitation, countNewInvitation } from "../../directory/quotas.ts";
import { isToken } from "../../directory/secrets.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import type { Principal } from "../../principals/principal.ts";
import { isMailBound } from "../../notify/mail.ts";
import { mailInvitation } from "../mail-invitation.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/organizations.ts";

export const invitations = [
  route({
    method: "GET",
    path: "/invitations",
    in: "organization",
    needs: "invite",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.invitationLink)),
    run: ({ env, principal: { user }, organization: { id, role } }) => {
      const whose = seesAll(role) ? "everybody" : user;
      return listInvitations(openDirectory(env.DB), env.BETTER_AUTH_SECRET, id, whose, Date.now());
    },
  }),
  route({
    method: "POST",
    path: "/invitations",
    in: "organization",
    needs: "invite",
    body: jsonBody(schemas.newInvitation),
    answer: jsonAnswer(schemas.invitation, 201),
    run: async ({ env, request, principal: { user }, organization, body, idempotencyKey }) => {
      const { id, role } = organization;
      const { email } = body;
      const terms = { ...DEFAULT_TERMS, ...body, ...(email === undefined ? {} : { maxUses: 1 }) };
      assertMayGrant(role, terms.role);
      const by = { organization: id, user };
      const directory = openDirectory(env.DB);
      if (email !== undefined) {
        if (!isMailBound(env))
          throw new Problem("conflict", "This server sends no mail. Copy a link instead.");
        await countMailedInvitation(directory, user, email);
      }
      await countNewInvitation(directory, by);
      const now = Date.now();
      const made = await createInvitation(directory, env.BETTER_AUTH_SECRET, by, terms, now, idempotencyKey);
      if (email !== undefined) {
        try {
          await mailInvitation(env, organization, { ...made, email }, request.headers.get("origin") ?? "");
        } catch (error) {
          // Nobody has the link, so it must not wait for anybody.
          await revokeInvitation(directory, id, made.id, now);
          throw error;
        }
      }
      return made;
    },
  }),
  /** One's newest open link. It is created only if there is none. */
  route({
    method: "POST",
    path: "/invitation-link",
    in: "organization",
    needs: "invite",
    body: noBody,
    answer: jsonAnswer(schemas.invitation),
    run: ({ env, principal: { user }, organization: { id } }) => {
      const by = { organization: id, user };
      return findOrCreateLink(openDirectory(env.DB), env.BETTER_AUTH_SECRET, by, Date.now());
    },
  }),
  route({
    method: "PATCH",
    path: "/invitations/:invitation",
    in: "organization",
    needs: "invite",
    body: jsonBody(schemas.changeInvitation),
    answer: jsonAnswer(schemas.invitationLink),
    run: async ({ env, principal, organization, params, body }) => {
      const { id } = await loadInvitation(env, principal, organization, params.invitation);
      if (body.role !== undefined) assertMayGrant(organization.role, body.role);
      const directory = openDirectory(env.DB);
      if (!(await changeInvitation(directory, { organization: organization.id, id }, body, Date.now())))
        throw new Problem("conflict", "This link has been revoked. Create a new one.");
      return loadInvitation(env, principal, organization, params.invitation);
    },
  }),
  /** Revokes the invitation. Who has joined by it stays. */
  route({
    method: "DELETE",
    path: "/invitations/:invitation",
    in: "organization",
    needs: "invite",
    body: noBody,
    answer: jsonAnswer(nothing),
    run: async ({ env, principal, organization, params }) => {
      const { id } = await loadInvitation(env, principal, organization, params.invitation);
      await revokeInvitation(openDirectory(env.DB), organization.id, id, Date.now());
      return null;
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
    run: async ({ env, principal: { user, name }, body: { token }, waitUntil }) => {
      if (!isToken(token)) throw notFound();
      const directory = openDirectory(env.DB);
      const now = Date.now();
      const acceptance = await acceptInvitation(
        directory,
        token,
        { user, mustVerify: isMailBound(env) },
        now,
      );
      const organization = organizationOf(acceptance);
      const membership = await findMembership(directory, organization, user);
      if (membership === null) throw notFound();
      if (membership.welcomedAt === null) await welcome(env, membership, { user, name }, now);
      if (acceptance.type === "joined") waitUntil(tellArrival(env, organization, acceptance.invitedBy));
      return membership.organization;
    },
  }),
];

/** Who invited the person and who manages people see at once that somebody has come. */
async function tellArrival(env: Env, organization: OrganizationId, invitedBy: UserId): Promise<void> {
  const managers = await listManagers(openDirectory(env.DB), organization);
  await tellChange(env, organization, [...new Set([invitedBy, ...managers])]);
}

const seesAll = (role: OrganizationSummary["role"]): boolean => role !== "member";

function assertMayGrant(own: OrganizationSummary["role"], role: InvitationLink["role"]): void {
  if (!mayGrant(own, role)) throw new Problem("forbidden", "You cannot invite someone as that.");
}

/** One's own invitation; owners and admins find everybody's. Any other one is answered like one that does not exist. */
async function loadInvitation(
  env: Env,
  { user }: Principal,
  { id: organization, role }: OrganizationSummary,
  id: string,
): Promise<InvitationLink> {
  const found = isInvitationId(id)
    ? await findInvitation(openDirectory(env.DB), env.BETTER_AUTH_SECRET, organization, id, Date.now())
    : null;
  if (found === null || (found.createdBy.id !== user && !seesAll(role))) throw notFound();
  return found;
}

/** Throws what keeps the person out, in words. */
function organizationOf(acceptance: Acceptance) {
  switch (acceptance.type) {
    case "joined":
    case "member":
      return acceptance.organization;
    case "unknown":
      throw notFound();
    case "revoked":
      throw new Problem("conflict", "This invitation has been revoked. Ask for a new one.");
    case "expired":
      throw new Problem("conflict", "This invitation has expired. Ask for a new one.");
    case "usedUp":
      throw new Problem(
        "conflict",
        "This invitation has been used by as many people as it is for. Ask for a new one.",
      );
    case "otherDomain":
      throw new Problem("forbidden", `This invitation is only for e-mail addresses at ${acceptance.domain}.`);
    case "unverified":
      throw new Problem(
        "forbidden",
        `This invitation is only for e-mail addresses at ${acceptance.domain}. Confirm your address first: we have sent you a mail.`,
      );
    case "removed":
      throw new Problem(
        "conflict",
        "You were removed from this organization after this invitation was made. Ask for a new one.",
      );
    case "namesake":
      throw new Problem(
        "conflict",
        "An agent there is called as you are, or nearly so. Ask for it to be renamed.",
      );
  }
}
