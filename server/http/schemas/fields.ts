/** Field types that several bodies and answers share. */
import * as z from "zod";
import {
  idPattern,
  isAgentId,
  isAttachmentId,
  isDocumentId,
  isInvitationId,
  isLibraryId,
  isMemberId,
  isOrganizationId,
  isRoomId,
  isShareId,
  isUserId,
  type IdKind,
} from "../../../shared/ids.ts";
import { cleanName } from "../../../shared/text.ts";

const id = (...kinds: IdKind[]) => z.string().meta({ pattern: idPattern(...kinds) });

export const userId = id("user").refine(isUserId);
export const agentId = id("agent").refine(isAgentId);
/** The id of a person or an agent. */
export const memberId = id("user", "agent").refine(isMemberId);
export const organizationId = id("org").refine(isOrganizationId);
export const roomId = id("room").refine(isRoomId);
export const shareId = id("share").refine(isShareId);
export const invitationId = id("inv").refine(isInvitationId);
export const libraryId = id("lib").refine(isLibraryId);
export const documentId = id("doc").refine(isDocumentId);
export const attachmentId = id("att").refine(isAttachmentId);

export const name = z.string().transform((value, context) => {
  const cleaned = cleanName(value);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no name" });
  return z.NEVER;
});

/** The fields of `ToldApart`. */
export const toldApart = { handle: z.string(), sharesName: z.boolean(), picture: z.string().optional() };

/** Milliseconds since 1970. */
export const time = z.int().min(0);
/** A number of items. */
export const count = z.int().min(0);
/** Starts at 1 and increases by one with each change. */
export const version = z.int().min(1);
/** The data of an answer that only confirms success. */
export const nothing = z.null();
