import * as z from "zod";
import { cleanHandle } from "../../../shared/handles.ts";
import { cleanDomain } from "../../directory/email-domains.ts";
import { MAX_EMAIL_LENGTH, MAX_INVITATION_LIFETIME, MAX_INVITATION_USES } from "../../../shared/limits.ts";
import type {
  ChangeInvitation,
  ChangeRole,
  CreateInvitation,
  Handle,
  Invitation,
  InvitationLink,
  InvitationPreview,
  Me,
  MemberDetails,
  MemberHandle,
  OrganizationSummary,
  Person,
  SharedRoom,
  Ticket,
} from "../../../shared/api.ts";
import { display } from "./account.ts";
import * as fields from "./fields.ts";

const role = z.enum(["owner", "admin", "member"]);

export const newOrganization = z.object({ name: fields.name });

export const organization: z.ZodType<OrganizationSummary> = z
  .strictObject({
    id: fields.organizationId,
    name: z.string(),
    role,
    welcomeRoom: fields.roomId,
    picture: z.string().optional(),
  })
  .meta({ id: "Organization" });

export const me: z.ZodType<Me> = z.strictObject({
  user: z.strictObject({ id: fields.userId, name: z.string(), email: z.string() }),
  display: display.optional(),
  organizations: z.array(organization),
});

export const person: z.ZodType<Person> = z
  .strictObject({
    id: fields.userId,
    name: z.string(),
    role,
    ...fields.toldApart,
  })
  .meta({ id: "Person" });

export const memberDetails: z.ZodType<MemberDetails> = z
  .strictObject({
    id: fields.userId,
    name: z.string(),
    role,
    ...fields.toldApart,
    email: z.string(),
    joinedAt: fields.time,
    activeAt: fields.time.nullable(),
  })
  .meta({ id: "MemberDetails" });

export const changeRole: z.ZodType<ChangeRole> = z.object({ role });

export const transferOwnership = z.object({ to: fields.userId });

export const changeOrganization = z.object({ name: fields.name });

export const deleteOrganization = z.object({ name: z.string() });

export const memberHandle: z.ZodType<MemberHandle> = z
  .strictObject({
    id: fields.memberId,
    ...fields.toldApart,
  })
  .meta({ id: "MemberHandle" });

export const newHandle = z.object({
  handle: z.string().transform((written, context) => {
    const cleaned = cleanHandle(written);
    if (cleaned !== null) return cleaned;
    context.addIssue({ code: "custom", message: "no handle" });
    return z.NEVER;
  }),
});

export const handle: z.ZodType<Handle> = z.strictObject({ handle: z.string() });

const invitedRole = z.enum(["admin", "member"]);

const domain = z.string().transform((written, context) => {
  const cleaned = cleanDomain(written);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no domain" });
  return z.NEVER;
});

const terms = {
  role: invitedRole.exactOptional(),
  lifetime: z.int().min(1).max(MAX_INVITATION_LIFETIME).exactOptional(),
  maxUses: z.int().min(1).max(MAX_INVITATION_USES).nullable().exactOptional(),
  domain: domain.nullable().exactOptional(),
};

export const newInvitation: z.ZodType<CreateInvitation, CreateInvitation> = z.object({
  ...terms,
  email: z.email().max(MAX_EMAIL_LENGTH).exactOptional(),
});

export const changeInvitation: z.ZodType<ChangeInvitation, ChangeInvitation> = z.object(terms);

const invitationFields = {
  id: fields.invitationId,
  role: invitedRole,
  createdBy: z.strictObject({ id: fields.userId, name: z.string() }),
  createdAt: fields.time,
  expiresAt: fields.time,
  maxUses: fields.count.nullable(),
  domain: z.string().nullable(),
  email: z.string().nullable(),
  state: z.enum(["open", "revoked", "expired", "usedUp"]),
  uses: fields.count,
  joined: z.array(z.strictObject({ id: fields.userId, name: z.string(), at: fields.time })),
};

export const invitationLink: z.ZodType<InvitationLink> = z.strictObject({
  ...invitationFields,
  token: z.string().nullable(),
});

export const invitation: z.ZodType<Invitation> = z.strictObject({ ...invitationFields, token: z.string() });

/** The token of an invitation or a share link. It is sent only in a body, so that it is in no log and in no Referer header. */
export const token = z.object({ token: z.string() });

export const invitationPreview: z.ZodType<InvitationPreview> = z.strictObject({
  organization: z.string(),
  organizationId: fields.organizationId,
  invitedBy: z.string(),
  role: invitedRole,
  domain: z.string().nullable(),
  state: invitationFields.state,
});

export const newTicket = z.object({ room: fields.roomId.optional() });

export const ticket: z.ZodType<Ticket> = z.strictObject({ ticket: z.string(), expiresAt: fields.time });

export const sharedRoom: z.ZodType<SharedRoom> = z.strictObject({
  organization: fields.organizationId,
  room: fields.roomId,
});
