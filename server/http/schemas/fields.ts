/** Field types that several bodies and answers share. */
import * as z from "zod";
import {
  idPattern,
  isAgentId,
  isAttachmentId,
  isDocumentId,
  isInvitationId,
  isKeyId,
  isLibraryId,
  isMcpServerId,
  isMemberId,
  isMemoryId,
  isMessageId,
  isOrganizationId,
  isRoomId,
  isShareId,
  isTurnId,
  isUserId,
  isVisitorId,
  isWebhookEventId,
  isWebhookId,
  isWidgetId,
  type IdKind,
} from "../../../shared/ids.ts";
import { cleanName } from "../../../shared/text.ts";

const id = (...kinds: IdKind[]) => z.string().meta({ pattern: idPattern(...kinds) });

export const userId = id("user").refine(isUserId);
export const agentId = id("agent").refine(isAgentId);
export const visitorId = id("visitor").refine(isVisitorId);
export const widgetId = id("wid").refine(isWidgetId);
/** The id of a person, an agent or a visitor. */
export const memberId = id("user", "agent", "visitor").refine(isMemberId);
export const keyId = id("key").refine(isKeyId);
export const organizationId = id("org").refine(isOrganizationId);
export const roomId = id("room").refine(isRoomId);
export const shareId = id("share").refine(isShareId);
export const invitationId = id("inv").refine(isInvitationId);
export const libraryId = id("lib").refine(isLibraryId);
export const documentId = id("doc").refine(isDocumentId);
export const webhookId = id("hook").refine(isWebhookId);
export const webhookEventId = id("evt").refine(isWebhookEventId);
export const memoryId = id("mem").refine(isMemoryId);
export const mcpServerId = id("mcp").refine(isMcpServerId);
export const messageId = id("msg").refine(isMessageId);
export const turnId = id("turn").refine(isTurnId);
export const attachmentId = id("att").refine(isAttachmentId);

export const name = z.string().transform((value, context) => {
  const cleaned = cleanName(value);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no name" });
  return z.NEVER;
});

/** The fields of `ToldApart`. */
export const toldApart = {
  handle: z.string(),
  sharesName: z.boolean(),
  picture: z.string().optional(),
  isService: z.literal(true).optional(),
};

/** Milliseconds since 1970. */
export const time = z.int().min(0).meta({ description: "Milliseconds since 1970." });
/** A number of items. */
export const count = z.int().min(0);
/** The number of an event in its room. */
export const seq = z.int().min(1);
/** A branch of a session: the seq of the message that began it. */
export const branch = z
  .int()
  .min(0)
  .meta({ description: "A branch of a session: the seq of the message that began it; 0 is the first one." });
/** Starts at 1 and increases by one with each change. */
export const version = z
  .int()
  .min(1)
  .meta({ description: "Starts at 1 and increases by one with each change." });
/** The data of an answer that only confirms success. */
export const nothing = z.null();

const digits = z.string().regex(/^-?\d{1,16}$/);
/** A number in an address. */
export const numberIn = (number: z.ZodInt) => digits.transform(Number).pipe(number);
/** The same, with its value if it is missing. */
export const numberOr = (otherwise: number, number: z.ZodInt) =>
  digits.default(String(otherwise)).transform(Number).pipe(number);
