import * as z from "zod";
import { cleanHandle } from "../../../shared/handles.ts";
import type {
  Handle,
  Invitation,
  InvitationPreview,
  Me,
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

export const organization: z.ZodType<OrganizationSummary> = z.strictObject({
  id: fields.organizationId,
  name: z.string(),
  role,
  welcomeRoom: fields.roomId,
});

export const me: z.ZodType<Me> = z.strictObject({
  user: z.strictObject({ id: fields.userId, name: z.string(), email: z.string() }),
  display: display.optional(),
  organizations: z.array(organization),
});

export const person: z.ZodType<Person> = z.strictObject({
  id: fields.userId,
  name: z.string(),
  role,
  ...fields.toldApart,
});

export const memberHandle: z.ZodType<MemberHandle> = z.strictObject({
  id: fields.memberId,
  ...fields.toldApart,
});

export const newHandle = z.object({
  handle: z.string().transform((written, context) => {
    const cleaned = cleanHandle(written);
    if (cleaned !== null) return cleaned;
    context.addIssue({ code: "custom", message: "no handle" });
    return z.NEVER;
  }),
});

export const handle: z.ZodType<Handle> = z.strictObject({ handle: z.string() });

export const newInvitation = z.object({ role: z.enum(["admin", "member"]).default("member") });

export const invitation: z.ZodType<Invitation> = z.strictObject({
  token: z.string(),
  expiresAt: fields.time,
});

/** The token of an invitation or a share link. It is sent only in a body, so that it is in no log and in no Referer header. */
export const token = z.object({ token: z.string() });

export const invitationPreview: z.ZodType<InvitationPreview> = z.strictObject({
  organization: z.string(),
  invitedBy: z.string(),
});

export const newTicket = z.object({ room: fields.roomId.optional() });

export const ticket: z.ZodType<Ticket> = z.strictObject({ ticket: z.string(), expiresAt: fields.time });

export const sharedRoom: z.ZodType<SharedRoom> = z.strictObject({
  organization: fields.organizationId,
  room: fields.roomId,
});
