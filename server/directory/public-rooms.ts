import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { PublicRoom } from "../../shared/api-rooms.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { roomMembers, rooms } from "./schema.ts";

/**
 * The public rooms of an organization after this one, in the order of their ids, as the rooms last said. `words`: only those whose name or
 * topic has them.
 */
export async function listPublicRooms(
  directory: Directory,
  { organization, user }: { organization: OrganizationId; user: UserId },
  { words, after, limit }: { words: string; after: RoomId | null; limit: number },
): Promise<PublicRoom[]> {
  const { id, name, topic } = rooms;
  const members = directory.$count(roomMembers, eq(roomMembers.room, rooms.id));
  const joined = sql<number>`EXISTS (SELECT 1 FROM ${roomMembers} WHERE ${roomMembers.room} = ${rooms.id} AND ${roomMembers.user} = ${user})`;
  // `instr` has no wildcards, so that nothing in the words has a meaning of its own.
  const hasWords = sql`instr(lower(${name} || ' ' || ${topic}), lower(${words})) > 0`;
  const found = await directory
    .select({ id, name, topic, members, joined })
    .from(rooms)
    .where(
      and(
        eq(rooms.organization, organization),
        sql`${rooms.isPublic} = 1`,
        words === "" ? undefined : hasWords,
        after === null ? undefined : gt(rooms.id, after),
      ),
    )
    .orderBy(asc(rooms.id))
    .limit(limit);
  return found.map(({ joined: isJoined, ...room }) => ({ ...room, joined: isJoined === 1 }));
}
