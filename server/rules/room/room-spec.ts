import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { Role, RoomKind } from "../../../shared/permissions.ts";

/** The start state of a room. The directory keeps it, so that the next person who opens the room completes an interrupted creation. */
export interface RoomSpec {
  id: RoomId;
  organization: OrganizationId;
  kind: RoomKind;
  name: string;
  createdBy: UserId;
  members: { user: UserId; name: string; role: Role }[];
}
