import { z } from "zod";
import { isMemberId, isRoomId, type RoomId, type UserId } from "../../shared/ids.ts";
import { cleanName } from "../../shared/text.ts";

/** The pieces that bodies are made of. */

/** A person or an agent. */
export const memberId = z.custom<UserId>(isMemberId);
export const roomId = z.custom<RoomId>(isRoomId);

export const name = z.string().transform((value, context) => {
  const cleaned = cleanName(value);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no name" });
  return z.NEVER;
});
