import type { OrganizationId, RoomId } from "../../shared/ids.ts";

/** Where a file's bytes stand in R2: under a random name of the room's own making, so that nothing that anybody says is part of it. */
export function attachmentKey(room: { organization: OrganizationId; id: RoomId }, object: string): string {
  return `${room.organization}/${room.id}/${object}`;
}
