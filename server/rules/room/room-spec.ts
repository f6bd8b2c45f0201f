import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { Role, RoomKind } from "../../../shared/permissions.ts";

/** How a room begins. The directory keeps it, so that a creation cut in half is finished by whoever opens the room. */
export interface RoomSpec {
  id: RoomId;
  organization: OrganizationId;
  kind: RoomKind;
  name: string;
  createdBy: UserId;
  members: { user: UserId; name: string; role: Role }[];
}
