import type { OrganizationId, RoomId } from "../../shared/ids.ts";

/** The key of a file's bytes in R2. The room chooses `object` at random, so that no user input is part of the key. */
export function attachmentKey(room: { organization: OrganizationId; id: RoomId }, object: string): string {
  return `${room.organization}/${room.id}/${object}`;
}

/** The key of what was said in an audio file. It is deleted with the file. */
export const transcriptKey = (attachment: string): string => `${attachment}.transcript`;
