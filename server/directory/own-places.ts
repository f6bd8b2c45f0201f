/** Where a person is, for the export of their account. */
import { and, asc, eq } from "drizzle-orm";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { handles, members, organizations, roomMembers, rooms } from "./schema.ts";

export async function listMemberships(
  directory: Directory,
  user: UserId,
): Promise<{ id: OrganizationId; name: string; role: string; handle: string | null; joinedAt: number }[]> {
  return directory
    .select({
      id: organizations.id,
      name: organizations.name,
      role: members.role,
      handle: handles.handle,
      joinedAt: members.joinedAt,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organization))
    .leftJoin(handles, and(eq(handles.organization, members.organization), eq(handles.holder, members.user)))
    .where(eq(members.user, user))
    .orderBy(asc(members.joinedAt));
}

/** As the rooms last said it. Each room checks again whether the person is a member. */
export async function listRoomsOf(
  directory: Directory,
  user: UserId,
): Promise<{ id: RoomId; organization: OrganizationId; name: string; role: string }[]> {
  return directory
    .select({ id: rooms.id, organization: rooms.organization, name: rooms.name, role: roomMembers.role })
    .from(roomMembers)
    .innerJoin(rooms, eq(rooms.id, roomMembers.room))
    .where(eq(roomMembers.user, user))
    .orderBy(asc(rooms.createdAt), asc(rooms.id));
}
